"""Explore: the table of any metric, saved views, export."""
