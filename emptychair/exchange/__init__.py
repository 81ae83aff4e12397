"""Import and export of every domain, with preview, dry run and undo."""
