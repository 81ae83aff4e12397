"""What is done with the programme."""
