"""Regular reports by mail, and the wall display."""
