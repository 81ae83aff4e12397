"""What is known of a design: who is held out, what it could see, what the answers say now."""
