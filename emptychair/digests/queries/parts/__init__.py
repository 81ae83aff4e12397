"""What a report tells, one file for each question."""
