"""Decisions about acting, without a database."""
