"""Decisions without database, clock or settings."""
