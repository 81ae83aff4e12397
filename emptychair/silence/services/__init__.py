"""What changes silence."""
