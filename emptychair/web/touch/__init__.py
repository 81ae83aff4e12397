"""Pages of touch."""
