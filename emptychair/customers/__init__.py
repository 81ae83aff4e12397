"""People and companies, what we know of them and what happened to them: attributes, events,
timeline, consent, contracts, segments.
"""
