"""Decisions about messages, without a database."""
