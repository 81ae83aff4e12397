"""Decisions about surveys, without a database."""
