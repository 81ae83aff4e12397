"""The jobs page: what waits, what failed, what comes round."""
