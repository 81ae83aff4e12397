"""A made-up company with three years of customers, always the same for the same seed. Every name, sentence
and number in it is invented by a generator; nobody in it exists.
"""
