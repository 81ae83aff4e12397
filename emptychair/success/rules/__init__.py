"""Decisions on columns of numbers: what was known on a day, what it means, and whether it holds."""
