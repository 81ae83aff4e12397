"""The company around the customer: the gap between how we see ourselves and how customers see us,
decisions with an empty chair, goals that contradict each other.
"""
