"""Score and money, and those of whom nothing is heard."""
