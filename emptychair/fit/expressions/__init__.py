"""What the engine counts for the test of one-off services."""
