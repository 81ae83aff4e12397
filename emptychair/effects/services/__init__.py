"""Choosing a design, changing it with a reason, and deciding."""
