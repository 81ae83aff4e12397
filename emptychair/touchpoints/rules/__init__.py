"""Starter maps: what a company of a kind usually has, as plain data."""
