"""SMS and LINE: what to paste where, and a message to oneself."""
