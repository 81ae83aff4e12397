"""Writing outcomes."""
