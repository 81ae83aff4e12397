"""Whether an initiative helped: the design chosen before it starts, the estimate with its checks,
the verdict of a person.
"""
