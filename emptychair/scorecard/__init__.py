"""The scorecard: every number the company steers by on one page (brand, funnel, customer success),
each with horizon, owner, target and interval; and the guard that warns when a short-term number
rises while a customer number falls.
"""
