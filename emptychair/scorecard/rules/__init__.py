"""What may be said of figures, without a database."""
