"""Product use: events and days of use per company and feature,
seats bought against seats used, trials.
"""
