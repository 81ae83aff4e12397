"""Writing the rows of one shape into the tables, a batch at a time."""
