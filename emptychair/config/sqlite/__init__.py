"""SQLite as Django's database, with writers that wait for each other in small steps."""
