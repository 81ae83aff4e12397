"""Emptychair: the open system with which a company hears its customers, knows each day whom to
contact and what to fix, does it, and proves that it helped.
"""
