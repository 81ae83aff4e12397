"""Who was asked, who answered, and what the silent could do to the score."""

from typing import TYPE_CHECKING

from emptychair.report.figures import Figures
from emptychair.report.sentences import coverage_sentence
from emptychair.report.types import Coverage
from emptychair.stats import nps, worst_case_bounds

if TYPE_CHECKING:
    import ibis.expr.types as ir


def coverage(figures: Figures) -> Coverage | None:
    """Response coverage, when the file also has the rows of those who did not answer."""
    if "asked_at" not in figures.answers.present:
        return None
    rows = figures.rows
    [row] = figures.records(rows.aggregate(asked=rows.count(), answered=rows.score.notnull().sum()))
    asked, answered = int(row["asked"]), int(row["answered"] or 0)
    if answered in (0, asked):
        return None
    score = nps(*figures.counts()).score
    worst, best = worst_case_bounds(score, answered, asked)
    value_asked, value_answered = _value_heard(figures)
    heard = None
    if value_asked is not None and value_answered is not None and value_asked > 0:
        heard = value_answered / value_asked
    return Coverage(
        asked=asked,
        answered=answered,
        rate=round(answered / asked, 4),
        worst=round(worst, 2),
        best=round(best, 2),
        value_asked=value_asked,
        value_answered=value_answered,
        sentence=coverage_sentence(asked, answered, (worst, best), heard),
    )


def _value_heard(figures: Figures) -> tuple[float | None, float | None]:
    """Value of all people in the file, and of those who answered at least once."""
    if not {"value", "person"} <= figures.answers.present:
        return None, None
    rows: ir.Table = figures.rows.filter(figures.rows.person.notnull())
    people = rows.group_by("person").aggregate(
        value=rows["value"].max(), heard=rows.score.notnull().any()
    )
    [row] = figures.records(
        people.aggregate(
            asked=people["value"].sum(), answered=people["value"].sum(where=people.heard)
        )
    )
    return row["asked"], row["answered"] or 0.0
