"""Decisions about fit without database or clock."""
