"""What Today does: remembering what was done with a row."""
