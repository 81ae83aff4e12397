"""Time to value: what counts as the first value,
who is there, who is stuck at which step, what shortens it.
"""
