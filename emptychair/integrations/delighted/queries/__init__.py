"""What this integration reads."""
