"""From one row a customer to what may be said of score and money."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emptychair.metrics.money_types import Outcome, OutcomeLink, ScoreGroup, SegmentLink
from emptychair.stats import (
    Hazard,
    Link,
    StatsError,
    SurvivalCurve,
    benjamini_hochberg,
    cox,
    kaplan_meier,
    score_link,
    wilson,
)
from emptychair.stats.quantiles import critical_t

Numbers = NDArray[np.float64]
GROUPS = (("detractors", -1.0, 6.5), ("passives", 6.5, 8.5), ("promoters", 8.5, 11.0))
FEWEST = 30
SEGMENTS_AT_MOST = 6
FALSE_SHARE = 0.05
MOST_FOLLOWED = 4_000
"""Customers beyond which the rate of leaving is estimated from an even part of them."""


@dataclass(frozen=True)
class Followed:
    """Customers, a place in each row for one; days from 1970, `left` never is infinite."""

    score: Numbers
    segment: NDArray[np.str_]
    start: Numbers
    joined: Numbers
    left: Numbers
    before: Numbers
    after: Numbers
    orders_before: Numbers
    orders_after: Numbers

    def only(self, wanted: NDArray[np.bool_]) -> "Followed":
        """Some of them."""
        return Followed(*(getattr(self, name)[wanted] for name in self.__dataclass_fields__))

    def __len__(self) -> int:
        """How many."""
        return len(self.score)


def outcome_of(rows: Followed, outcome: Outcome, days: int) -> OutcomeLink:
    """One outcome of customers whose window is over."""
    rows, values = _values(rows, outcome, days)
    known = _known(rows)
    plain, refusal = _link(rows.score, values, {})
    adjusted, _unused = _link(rows.score, values, known)
    beside = tuple(dict.fromkeys(name.partition(" ")[0] for name in known))
    return OutcomeLink(
        outcome=outcome,
        n=len(rows),
        groups=tuple(_group(rows.score, values, each, outcome) for each in GROUPS),
        plain=plain,
        adjusted=adjusted,
        beside=beside if adjusted else (),
        segments=tuple(_segments(rows, values)),
        refusal=refusal,
    )


def _values(rows: Followed, outcome: Outcome, days: int) -> tuple[Followed, Numbers]:
    if outcome == "stayed":
        return rows, (rows.left >= rows.start + days).astype(np.float64)
    if outcome == "again":
        bought = rows.only(rows.orders_before > 0)
        return bought, (bought.orders_after > 0).astype(np.float64)
    return rows, rows.after


def _known(rows: Followed) -> dict[str, Numbers]:
    """What is known before the score: tenure, revenue of the year before, segment."""
    found: dict[str, Numbers] = {}
    told = np.isfinite(rows.joined)
    years = np.where(told, np.maximum(rows.start - np.where(told, rows.joined, 0), 0) / 365.25, 0.0)
    found["tenure"] = np.log1p(years)
    found["revenue"] = np.log1p(np.maximum(rows.before, 0))
    for segment, n in Counter(rows.segment.tolist()).most_common(SEGMENTS_AT_MOST)[1:]:
        if n >= 10:
            found[f"segment {segment}"] = (rows.segment == segment).astype(np.float64)
    return {name: values for name, values in found.items() if len(values) and np.ptp(values) > 0}


def _link(score: Numbers, values: Numbers, known: Mapping[str, Numbers]) -> tuple[Link | None, str]:
    try:
        return score_link(score, values, known), ""
    except StatsError as error:
        return None, str(error)


def _group(
    score: Numbers, values: Numbers, group: tuple[str, float, float], outcome: Outcome
) -> ScoreGroup:
    key, low, high = group
    own = values[(score >= low) & (score < high)]
    n = len(own)
    if n == 0:
        return ScoreGroup(key, 0, None, None, None)  # type: ignore[arg-type]  # one of the three
    if outcome != "revenue":
        share = wilson(int(own.sum()), n)
        return ScoreGroup(key, n, share.share, share.low, share.high)  # type: ignore[arg-type]  # one of the three
    mean = float(own.mean())
    if n < FEWEST:
        return ScoreGroup(key, n, mean, None, None)  # type: ignore[arg-type]  # one of the three
    half = critical_t(0.95, n - 1) * float(own.std(ddof=1)) / n**0.5
    return ScoreGroup(key, n, mean, mean - half, mean + half)  # type: ignore[arg-type]  # one of three


def _segments(rows: Followed, values: Numbers) -> list[SegmentLink]:
    found = []
    for segment, n in Counter(rows.segment.tolist()).most_common(SEGMENTS_AT_MOST):
        own = rows.segment == segment
        if not segment or n < FEWEST:
            continue
        some = rows.only(own)
        link, _refusal = _link(some.score, values[own], _known(some))
        if link is not None:
            found.append((segment, link))
    if len(found) < 2:
        return []
    told = benjamini_hochberg([link.p_value for _segment, link in found])
    return [
        SegmentLink(segment, link, bool(each <= FALSE_SHARE))
        for (segment, link), each in zip(found, told, strict=True)
    ]


def lasting(rows: Followed, days: int, today: int) -> tuple[Numbers, Numbers]:
    """How long each was followed, and whether the customer left: unfinished windows are cut."""
    until = np.minimum(rows.start + days, today)
    ended = rows.left < until
    return np.where(ended, rows.left, until) - rows.start, ended.astype(np.float64)


def curves_of(rows: Followed, days: int, today: int) -> tuple[tuple[str, SurvivalCurve], ...]:
    """The share that is still there, by group of score; of groups with 30 customers."""
    times, ended = lasting(rows, days, today)
    found = []
    for key, low, high in GROUPS:
        own = (rows.score >= low) & (rows.score < high)
        if int(own.sum()) >= FEWEST and ended.any():
            found.append((key, kaplan_meier(times[own], ended[own])))
    return tuple(found)


def hazard_of(rows: Followed, days: int, today: int) -> Hazard | None:
    """The rate of leaving for one point more, tenure, revenue and segment alike."""
    if len(rows) > MOST_FOLLOWED:
        rows = rows.only(np.arange(len(rows)) % (len(rows) // MOST_FOLLOWED + 1) == 0)
    times, ended = lasting(rows, days, today)
    try:
        return cox(times, ended, {"score": rows.score, **_known(rows)})["score"]
    except StatsError:
        return None
