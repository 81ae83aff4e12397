"""What the chart of an alert shows: what was measured, and the limits within which noise stays."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.alerts.models import Alert
from emptychair.alerts.queries.blocks import one_stream, rate_block
from emptychair.alerts.rules.changes import REFERENCE_DAYS
from emptychair.alerts.rules.looking import ANSWERS_TAKE
from emptychair.alerts.rules.material import Block, counts_of
from emptychair.alerts.rules.shares import USUAL_WEEKS, WEEKS, chart_of
from emptychair.alerts.rules.unusual_days import SPANS
from emptychair.kit.periods import Period
from emptychair.stats.series import Moments, watched_change
from emptychair.surveys.queries import metrics_in_use

SHOWN_DAYS = 28


@dataclass(frozen=True, slots=True)
class Point:
    """A week or a day: what was measured, what was to be expected, and the limits."""

    day: date
    value: float | None
    n: int
    expected: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Picture:
    """The points of one alert."""

    step: Literal["week", "day"]
    points: tuple[Point, ...]


def picture_of(access: Access, alert: Alert, *, today: date) -> Picture | None:
    """Drawn from the answers as they stand now; nothing for kinds that are two numbers."""
    access.require(Permission.SCORE_READ)
    if alert.kind in {"score", "rate"}:
        return _running(access, alert, today)
    if alert.kind == "share":
        return _weekly_shares(access, alert)
    return _daily(access, alert) if alert.kind == "counts" else None


def _running(access: Access, alert: Alert, today: date) -> Picture | None:
    """Since the change, week by week: the mean so far, and how far noise alone would take it."""
    end = today - ANSWERS_TAKE if alert.kind == "rate" else today
    period = Period(alert.since - timedelta(days=REFERENCE_DAYS), max(end, alert.since) + _DAY)
    if alert.kind == "rate":
        block = rate_block(access, period, survey_id=int(alert.place))
    else:
        block = one_stream(access, alert.stream, period)
    if block is None:
        return None
    start = block.position(alert.since)
    before = _moments(block, 0, start)
    if not before.n:
        return None
    level = float(before.total / before.n)
    points = []
    for last in range(start + 7, block.days + 1, 7):
        after = _moments(block, start, last)
        if not after.n:
            continue
        told = watched_change(before, after, least_spread=block.least_spread)
        half = told.high - told.estimate
        mean = float(after.total / after.n)
        points.append(
            Point(block.day(last - 7), mean, told.n_after, level, level - half, level + half)
        )
    return Picture("week", tuple(points))


def _weekly_shares(access: Access, alert: Alert) -> Picture | None:
    seen = alert.first_seen - timedelta(days=alert.first_seen.weekday())
    first = seen - timedelta(weeks=WEEKS + USUAL_WEEKS)
    block = one_stream(access, alert.stream, Period(first, seen))
    chart = chart_of(block, 0, seen, width=float(alert.parameters["width"])) if block else None
    if chart is None:
        return None
    return Picture(
        "week",
        tuple(
            Point(day, 100 * one.value, n, 100 * chart.usual, 100 * one.low, 100 * one.high)
            for day, n, one in zip(chart.weeks, chart.n, chart.points, strict=True)
        ),
    )


def _daily(access: Access, alert: Alert) -> Picture | None:
    """The last four weeks up to the day, each day beside what is usual on its weekday."""
    first = alert.since - timedelta(days=SHOWN_DAYS + 7 * SPANS)
    period, stream = Period(first, alert.since + _DAY), alert.stream
    found = (
        one_stream(access, stream._replace(metric=metric), period)
        for metric in metrics_in_use(access)
    )
    block = counts_of([one for one in found if one])
    if block is None:
        return None
    values = (block.low if alert.parameters.get("is_more") else block.n)[0]
    points = []
    for column in range(7 * SPANS, block.days):
        usual = float(np.mean(values[column - 7 * SPANS : column : 7]))
        n = int(block.n[0, column])
        points.append(Point(block.day(column), float(values[column]), n, usual, None, None))
    return Picture("day", tuple(points))


_DAY = timedelta(days=1)


def _moments(block: Block, first: int, end: int) -> Moments:
    return Moments(*(each[0, first:end].sum() for each in (block.n, block.total, block.squares)))
