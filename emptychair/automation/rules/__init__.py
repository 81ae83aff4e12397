"""What follows from a definition, without a database and without a clock."""
