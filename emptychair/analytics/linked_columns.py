"""Columns that rows have beside those of the dataset, where the latest of each is asked for."""

from datetime import date

WEIGHT = "weight"  # 1; -1 takes a row of the files back, whose link does not hold any more
MONTH, MONTH_END = "month_begins", "month_ends"  # of its day: the first of that month and the next
COMPARED = "compared"  # only where links cannot tell: rows to be compared with one another
NEVER = date(9999, 12, 31)  # the day of the next one where there is none
