"""Rules about the first value, without a database."""
