"""What the engine computes: signs of life, words, cases and terms, one row each by customer.

A customer is a company where it has a value or a contract of its own, else a person; its number is
that of the company, or that of the person below nothing. Days are counted from 1970.
"""
