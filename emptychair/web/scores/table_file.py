"""The table of scores as CSV, safe to open in a spreadsheet."""

import csv
import io

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.metrics.types import DIMENSIONS, ScoreFigures
from emptychair.web.scores.names import dimension_words, touchpoint_names, value_words
from emptychair.web.scores.sentences import verdict_words

BYTE_ORDER_MARK = "\ufeff"  # so that Excel reads Japanese


def table_as_csv(access: Access, figures: ScoreFigures) -> str:
    """One line for the total and for each touchpoint, segment, language and channel."""
    places = touchpoint_names(access)
    file = io.StringIO()
    lines = csv.writer(file)
    value, score_head = pgettext("summary", "Value"), pgettext("any metric", "Score")
    heads = (_("Dimension"), value, score_head, _("Low"), _("High"), _("Answers"), _("Verdict"))
    lines.writerow(heads)
    whole = figures.score
    lines.writerow((_("Total"), "", *_rounded(whole.value, whole.low, whole.high), whole.n, ""))
    for dimension in DIMENSIONS:
        for group in figures.groups[dimension]:
            score = group.score
            lines.writerow(
                (
                    dimension_words(dimension),
                    harmless(value_words(dimension, group.key, places)),
                    *_rounded(score.value, score.low, score.high),
                    score.n,
                    verdict_words(group.rest, score)[1],
                )
            )
    return BYTE_ORDER_MARK + file.getvalue()


def harmless(text: str) -> str:
    """A spreadsheet takes what begins so for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _rounded(*values: float | None) -> list[str]:
    return ["" if value is None else f"{value:.2f}" for value in values]
