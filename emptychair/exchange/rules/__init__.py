"""How cells and rows are understood, without a database."""
