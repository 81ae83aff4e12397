"""Rules that act by themselves."""
