"""A saved view inside a note: a small table as it stands now."""

from dataclasses import replace

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from emptychair.accounts.access import Access
from emptychair.explore.queries.views import view_with_id
from emptychair.explore.rules.plain_words import from_text
from emptychair.explore.rules.shown import part_of_table
from emptychair.explore.sentences import which_words
from emptychair.explore.words import measure_words
from emptychair.metrics.words import period_words
from emptychair.web.explore.page import asked_of
from emptychair.web.explore.shown import shown_table

ROWS, COLS = 8, 6


def view_embedded(access: Access, view_id: int) -> SafeString:
    """The table of a view. Raises `ViewNotFound` where it may not be opened."""
    view = view_with_id(access, view_id)
    asked = asked_of(access, from_text(view.question), now=timezone.now())
    question = asked.question
    table = part_of_table(asked.table(), is_time=asked.is_time, rows=ROWS, cols=COLS)
    table = replace(table, cols=table.cols[-COLS:])
    context = {
        "view": view,
        "table": table,
        "shown": shown_table(table, asked.plain),
        "measure": measure_words(question.measure),
        "rows_words": asked.catalogue.words(question.rows) if question.rows else "",
        "period_words": period_words(question.period),
        "which_words": which_words(table),
    }
    return render_to_string("explore/_embedded.html", context)
