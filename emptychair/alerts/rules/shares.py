"""Low answers become more frequent at a touchpoint, week by week. `docs/algorithms/ewma.md`."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from emptychair.alerts.rules.budget import alpha_of
from emptychair.alerts.rules.material import Block, Noticed, Past, Stream, last_told
from emptychair.stats.series import EwmaPoint, ewma_chart, ewma_width

WEIGHT = 0.3
WEEKS, USUAL_WEEKS = 12, 52
LEAST_USUAL = 100  # answers behind the usual share
EPISODE = timedelta(weeks=WEEKS)


class ShareChart(NamedTuple):
    """The chart of one stream up to a Sunday: weeks, their counts, and the average with limits."""

    weeks: tuple[date, ...]
    low: tuple[int, ...]
    n: tuple[int, ...]
    usual: float
    known_from: int
    width: float
    points: list[EwmaPoint]


def chart_of(block: Block, row: int, day: date, *, width: float) -> ShareChart | None:
    """The twelve whole weeks before `day` against the year before them; nothing where too few."""
    end = block.position(day - timedelta(days=day.weekday()))  # a Monday: not included
    start = end - 7 * WEEKS
    first = max(0, start - 7 * USUAL_WEEKS)
    if start < 7 * WEEKS or end > block.days:
        return None
    answers, low = int(block.n[row, first:start].sum()), int(block.low[row, first:start].sum())
    if answers < LEAST_USUAL:
        return None
    weekly = [each[row, start:end].reshape(WEEKS, 7).sum(axis=1) for each in (block.low, block.n)]
    counts, n = ([int(one) for one in each] for each in weekly)
    usual = (low + 0.5) / (answers + 1)
    points = ewma_chart(counts, n, usual=usual, weight=WEIGHT, width=width, known_from=answers)
    weeks = tuple(block.day(start + 7 * week) for week in range(WEEKS))
    return ShareChart(weeks, tuple(counts), tuple(n), usual, answers, width, points)


def rising_shares(
    block: Block, day: date, past: Sequence[Past], *, streams: int
) -> Iterator[Noticed]:
    """Touchpoints whose average passed its upper limit in the week that ended before `day`."""
    width = ewma_width(WEIGHT, run_length_for(alpha_of("share", streams=streams)))
    for row, stream in enumerate(block.streams):
        if stream.place_kind != "touchpoint":
            continue
        last = last_told(past, "share", stream)
        if last and day - last.first_seen < EPISODE:
            continue
        chart = chart_of(block, row, day, width=width)
        if chart and _is_out(chart):
            yield _noticed(chart, stream, day)


def run_length_for(alpha: float) -> float:
    """Points between false alarms on either side, so that the upper ones of 52 weeks keep alpha."""
    return round(52 / (2 * alpha), 1)


def _is_out(chart: ShareChart) -> bool:
    point = chart.points[-1]
    return point.value > point.high and point.tail < float(ndtr(-chart.width))


def _noticed(chart: ShareChart, stream: Stream, day: date) -> Noticed:
    since = _likeliest_week(chart)
    low, n = sum(chart.low[since:]), sum(chart.n[since:])
    share = 100 * low / max(1, n)
    usual, half = 100 * chart.usual, 196 * float(np.sqrt(_variance(low, n)))
    return Noticed(
        kind="share",
        stream=stream,
        since=chart.weeks[since],
        first_seen=day,
        before=usual,
        after=share,
        estimate=share - usual,
        low=max(-100.0, share - usual - half),
        high=min(100.0, share - usual + half),
        n_before=chart.known_from,
        n_after=n,
        parameters={"low_answers": low, "width": round(chart.width, 3)},
    )


def _likeliest_week(chart: ShareChart) -> int:
    """From which week on the low answers are farthest above the usual ones, in their own noise."""
    low, n = np.cumsum(chart.low[::-1])[::-1], np.cumsum(chart.n[::-1])[::-1]
    noise = np.sqrt(np.maximum(n, 1) * chart.usual * (1 - chart.usual))
    return int(np.argmax((low - n * chart.usual) / noise))


def _variance(low: int, n: int) -> float:
    share = (low + 1) / (n + 2)
    return share * (1 - share) / max(1, n)
