"""Pure functions on questions and tables."""
