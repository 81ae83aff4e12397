"""Routers of the public API, one a domain."""
