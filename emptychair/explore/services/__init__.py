"""Saving views, and making segments of the people behind a figure."""
