"""High,
low or tech touch from economics, capacity in hours, and the six steps of the organisation.
"""
