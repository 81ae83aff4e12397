"""Decisions without tables."""
