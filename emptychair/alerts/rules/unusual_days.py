"""A day out of the ordinary for its weekday. `docs/algorithms/weekday-counts.md`.

More low answers than are usual on such a day, and than so many answers bring; or an answer hardly
ever, where many are usual: then the way to us is likely broken.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from emptychair.alerts.rules.budget import alpha_of_look
from emptychair.alerts.rules.material import Block, Floats, Noticed, Past, last_told
from emptychair.stats import benjamini_hochberg
from emptychair.stats.series import dispersion_of, unusual_counts

SPANS = 12  # the same weekday, so many times before
YEAR = 365
LEAST = 5  # low answers on a day that is told; answers that are usual where none come
EPISODE = timedelta(days=28)


def unusual_days(
    block: Block, day: date, past: Sequence[Past], *, holidays: frozenset[date]
) -> Iterator[Noticed]:
    """What was out of the ordinary on the day before `day`."""
    column = block.position(day) - 1
    first = column - 7 * SPANS
    if first < 0 or column >= block.days or not block.streams:
        return
    yesterday = block.day(column)
    known = block.n[:, :first].sum(axis=1) > 0  # was already there
    more, usual_low = _more_low(block, first, column)
    fewer, usual = _fewer(block, first, column)
    if yesterday in holidays or is_turn_of_year(yesterday):
        fewer = np.ones_like(fewer)
    p_values = np.where(np.concatenate([known, known]), np.concatenate([more, fewer]), 1.0)
    adjusted = benjamini_hochberg(np.clip(p_values, 0, 1))
    rows = len(block.streams)
    for place in np.flatnonzero(adjusted <= alpha_of_look("counts")):
        row, is_more = int(place % rows), place < rows
        now = float((block.low if is_more else block.n)[row, column])
        expected = float((usual_low if is_more else usual)[row])
        if is_more and (now < LEAST or now < 2 * expected):
            continue
        if not is_more and expected < LEAST:
            continue
        last = last_told(past, "counts", block.streams[row])
        if last is None or day - last.first_seen >= EPISODE:
            yield _noticed(block, row, (day, yesterday), (now, expected), is_more=bool(is_more))


def is_turn_of_year(day: date) -> bool:
    """Days on which hardly anybody writes, here or there, whether public holidays or not."""
    return (day.month == 12 and day.day >= 24) or (day.month == 1 and day.day <= 4)


def _more_low(block: Block, first: int, column: int) -> tuple[Floats, Floats]:
    """More low answers than usual, and than the usual share of so many answers."""
    low = block.low[:, first:column].reshape(-1, SPANS, 7)
    year = slice(max(0, column - YEAR), column)
    share = (block.low[:, year].sum(axis=1) + 1) / (block.n[:, year].sum(axis=1) + 2)
    expected = np.maximum(low[:, :, 0].mean(axis=1), share * block.n[:, column])
    more, _fewer_p = unusual_counts(
        block.low[:, column], expected, spans=SPANS, dispersion=dispersion_of(low)
    )
    return more, expected


def _fewer(block: Block, first: int, column: int) -> tuple[Floats, Floats]:
    answers = block.n[:, first:column].reshape(-1, SPANS, 7)
    usual = answers[:, :, 0].mean(axis=1)
    _more_p, fewer = unusual_counts(
        block.n[:, column], usual, spans=SPANS, dispersion=dispersion_of(answers)
    )
    return fewer, usual


def _noticed(
    block: Block, row: int, days: tuple[date, date], sizes: tuple[float, float], *, is_more: bool
) -> Noticed:
    (seen, since), (now, expected) = days, sizes
    reach = 1.96 * float(np.sqrt(max(now, 1)))
    return Noticed(
        kind="counts",
        stream=block.streams[row],
        since=since,
        first_seen=seen,
        before=expected,
        after=now,
        estimate=now - expected,
        low=now - expected - reach,
        high=now - expected + reach,
        n_before=round(expected * SPANS),
        n_after=round(now),
        parameters={"is_more": is_more},
    )
