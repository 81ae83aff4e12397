"""Recurring revenue with frozen definitions,
the list of renewals, their forecast and how good it was.
"""
