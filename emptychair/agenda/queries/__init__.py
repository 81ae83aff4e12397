"""Reading Today: its rows, what was done with them, the first steps of a new workspace."""

from emptychair.agenda.queries.marks import done_since, mark_with_id, newest_mark
from emptychair.agenda.queries.rows import item_with_key, rows_in_words, today, today_rows
from emptychair.agenda.queries.steps import first_steps

__all__ = [
    "done_since",
    "first_steps",
    "item_with_key",
    "mark_with_id",
    "newest_mark",
    "rows_in_words",
    "today",
    "today_rows",
]
