"""What is done with the scorecard."""
