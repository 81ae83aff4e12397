"""Drivers: what moves the score."""
