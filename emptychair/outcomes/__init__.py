"""What the customer wants: the job they hired us for,
and their own KPI as a ledger that they confirm.
"""
