"""Digests: the regular report of a team, a touchpoint or the board as PDF, XLSX and slides, by
mail; and the wall display.
"""
