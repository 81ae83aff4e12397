"""Messy wishes of a customer: taken in as they come,
split into tasks, given out, planned again, told back.
"""
