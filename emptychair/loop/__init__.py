"""Acting on what was heard: cases (one customer), initiatives (many), effort held against 1:1:18,
routines.
"""
