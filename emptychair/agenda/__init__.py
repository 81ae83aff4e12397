"""Today: every domain registers what it can put there; what was done, snoozed or dismissed is
remembered.
"""
