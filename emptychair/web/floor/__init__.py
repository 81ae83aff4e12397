"""The tablet on the shop floor."""
