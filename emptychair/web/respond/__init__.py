"""Public pages where customers answer: light, no account, no JavaScript needed."""
