"""What this integration does."""
