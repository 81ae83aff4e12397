"""Effects: did an initiative help? The design is chosen before it starts, assumptions are checked,
the estimate carries its interval, and the verdict may be "cannot be told".
"""
