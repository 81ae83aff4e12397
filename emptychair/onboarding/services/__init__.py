"""What can be done about the first value."""
