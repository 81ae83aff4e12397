"""Decisions about touch without database or clock."""
