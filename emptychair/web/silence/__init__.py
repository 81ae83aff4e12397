"""Pages of silence."""
