"""A small SVG builder: trend with band, bars, distribution, forest, sparkline. Each chart carries a text
alternative and the rows of the table behind it. Used by pages, report, mail and PDF alike.
"""
