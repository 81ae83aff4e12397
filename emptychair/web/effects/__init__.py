"""Did it help: what a design could see, what the answers say, what was decided."""
