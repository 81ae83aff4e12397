"""Success plans: milestones and tasks on both sides,
who is being waited for, and the customer's own page.
"""
