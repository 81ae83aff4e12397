"""Customer success: what the customer wants to reach, time to value, health in two halves, risk,
playbooks.
"""
