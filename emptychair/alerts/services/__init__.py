"""What is done with alerts."""
