"""What counts as a change, without a database."""
