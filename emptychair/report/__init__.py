"""Answers in, report out: reads an export of survey answers and says whom to contact first, what to
fix, and what may honestly be said from the numbers. HTML, JSON, XLSX and Markdown.
"""
