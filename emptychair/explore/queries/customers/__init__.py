"""Customers and what they pay, by what is known of them: counted from contracts."""
