"""Reads files that people have: encodings, delimiters, workbooks, dates, scores written as text,
guessed headers. What cannot be used is set aside with row number and reason. No Django.
"""

from emptychair.sheets.batches import schema_of
from emptychair.sheets.cells import plain_cell, safe_cell, write_rejected_csv
from emptychair.sheets.errors import SheetError
from emptychair.sheets.reading import preview, read
from emptychair.sheets.tables import NOT_USED, Column, Table, open_table
from emptychair.sheets.types import (
    ColumnChoice,
    Field,
    Limits,
    Options,
    Preview,
    Problem,
    Reading,
    Rejected,
    Scale,
    Shape,
    Vendor,
)

__all__ = [
    "NOT_USED",
    "Column",
    "ColumnChoice",
    "Field",
    "Limits",
    "Options",
    "Preview",
    "Problem",
    "Reading",
    "Rejected",
    "Scale",
    "Shape",
    "SheetError",
    "Table",
    "Vendor",
    "open_table",
    "plain_cell",
    "preview",
    "read",
    "safe_cell",
    "schema_of",
    "write_rejected_csv",
]
