"""What counts, what moved, what is likely: plain numbers, no database."""
