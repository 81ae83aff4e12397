"""Reads files that people have: encodings, delimiters, workbooks, dates, scores written as text,
guessed headers. What cannot be used is set aside with row number and reason. No Django.
"""
