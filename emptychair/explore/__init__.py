"""Explore: any metric by any two dimensions in any period, compared, saved, shared; each figure
leads to its voices and people.
"""
