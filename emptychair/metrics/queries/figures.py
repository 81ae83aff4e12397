"""Readings of the figures that come from answers, invitations, contracts and orders."""

from collections.abc import Callable
from datetime import date
from typing import Any

from emptychair.accounts.access import Access
from emptychair.analytics.live import LiveTable
from emptychair.customers.models import Order
from emptychair.kit.periods import Period, months_between, months_later
from emptychair.metrics.expressions.customers import Span
from emptychair.metrics.figures import NOTHING, Comparison, Months, Reading
from emptychair.metrics.queries.counts import answers_now, cells_of, monthly_cells_of
from emptychair.metrics.rules.cells import by_score, by_value
from emptychair.metrics.rules.comparing import change_between
from emptychair.metrics.rules.readings import (
    change_of_readings,
    change_of_shares,
    reading_of_score,
    reading_of_share,
)
from emptychair.metrics.rules.scoring import score_from

YEAR = 12
Rows = dict[Any, dict[str, Any]]
Counts = Callable[[Access, list[Span]], Rows]
Reads = Callable[[dict[str, Any]], Reading]


def has_orders(access: Access) -> bool:
    """Whether there is any order at all."""
    return Order.objects.visible_to(access).exists()


class Answers:
    """The answers as they stand, looked at once for all metrics and months."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._live: LiveTable | None = None

    def now(self) -> LiveTable:
        """The table."""
        self._live = self._live or answers_now(self._access)
        return self._live


def score_months(access: Access, period: Period, *, metric: str, answers: Answers) -> Months:
    """A score, month by month."""
    cells = monthly_cells_of(access, metric, period, which="latest", live=answers.now())
    counted = by_value(cells, "month")
    return [
        (each.first, reading_of_score(score_from(metric, counted.get(each.first, {}))))
        for each in months_between(period.first, period.end)
    ]


def score_compared(
    access: Access, before: Period, after: Period, *, metric: str, answers: Answers
) -> Comparison:
    """A score of two runs of months; of each person the latest answer counts in each."""
    old, new = (
        score_from(
            metric,
            by_score(cells_of(access, metric, each, which="latest", live=answers.now())),
        )
        for each in (before, after)
    )
    return Comparison(reading_of_score(old), reading_of_score(new), change_between(old, new))


def counted_months(access: Access, period: Period, counts: Counts, reads: Reads) -> Months:
    """A figure that is counted within each month."""
    months = months_between(period.first, period.end)
    rows = counts(access, [(each.first, each.first, each.end) for each in months])
    return [(each.first, _read(rows, each.first, reads)) for each in months]


def shares_compared(
    access: Access, before: Period, after: Period, counts: Counts, pair: Callable[[Any], Any]
) -> Comparison:
    """Two runs of months of a share; `pair` gives part and whole of a row."""
    rows = counts(access, _two(before, after))
    parts = [pair(rows[each.first]) if each.first in rows else (0, 0) for each in (before, after)]
    readings = [reading_of_share(*each) for each in parts]
    return Comparison(readings[0], readings[1], change_of_shares(parts[0], parts[1]))


def uncertain_compared(
    access: Access, before: Period, after: Period, counts: Counts, reads: Reads
) -> Comparison:
    """Two runs of months of a figure that is counted in full: nothing is said of the change."""
    rows = counts(access, _two(before, after))
    return Comparison(_read(rows, before.first, reads), _read(rows, after.first, reads))


def yearly_months(access: Access, period: Period, counts: Counts, reads: Reads) -> Months:
    """A figure of the twelve months that end with each month."""
    months = months_between(period.first, period.end)
    rows = counts(access, [(each.first, *_year_until(each.end)) for each in months])
    return [(each.first, _read(rows, each.first, reads)) for each in months]


def yearly_compared(
    access: Access,
    before: Period,
    after: Period,
    counts: Counts,
    reads: Reads,
) -> Comparison:
    """The twelve months that end with each period; no change where the two years overlap."""
    spans = [(each.end, *_year_until(each.end)) for each in (before, after)]
    rows = counts(access, spans)
    old, new = (_read(rows, each.end, reads) for each in (before, after))
    overlap = spans[1][1] < before.end
    return Comparison(old, new, None if overlap else change_of_readings(old, new))


def _read(rows: Rows, key: date, reads: Reads) -> Reading:
    return reads(rows[key]) if key in rows else NOTHING


def _two(before: Period, after: Period) -> list[Span]:
    return [(each.first, each.first, each.end) for each in (before, after)]


def _year_until(end: date) -> tuple[date, date]:
    return months_later(end, -YEAR), end
