"""Scores and what they mean: NPS, CSAT, CES, retention, growth; each metric is one Ibis expression,
defined once. Targets and benchmarks with their sources.
"""
