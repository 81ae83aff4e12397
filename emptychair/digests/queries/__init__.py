"""Reading regular reports."""
