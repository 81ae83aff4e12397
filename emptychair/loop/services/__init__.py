"""Writes of the loop: cases, initiatives, telling those who asked, effort."""
