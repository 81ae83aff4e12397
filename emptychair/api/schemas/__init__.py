"""What goes in and out of the public API."""
