"""Each metric once, as an Ibis expression: a table in, counts out. `stats` turns counts into
scores.
"""
