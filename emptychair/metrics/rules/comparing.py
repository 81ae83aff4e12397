"""One score against another: what may be said of the difference."""

import math
from collections.abc import Mapping, Sequence
from typing import Literal

from emptychair.metrics.rules.scoring import UNITS, score_from
from emptychair.metrics.types import Change, Mix, Score
from emptychair.stats import (
    NpsCounts,
    answers_needed,
    benjamini_hochberg,
    mix_and_rate,
    newcombe,
    nps_difference,
)

MONTHS_BEFORE = 3
SIGNIFICANT = 0.05
Z = 1.959964


def change_between(before: Score, after: Score) -> Change | None:
    """The later score less the earlier one; nothing when either has no answers."""
    if before.n == 0 or after.n == 0:
        return None
    if UNITS[before.metric] == "points":
        found = nps_difference(before.groups, after.groups)
        needed = _needed(before, after)
        return Change(found.estimate, found.low, found.high, found.p_value, needed)
    if UNITS[before.metric] == "percent":
        share = newcombe(before.groups[0], before.n, after.groups[0], after.n)
        return Change(100 * share.estimate, 100 * share.low, 100 * share.high, share.p_value, None)
    return _by_limits(before, after)


def _by_limits(before: Score, after: Score) -> Change | None:
    """The limits of two means combined (Zou and Donner 2008), as Newcombe does with two shares."""
    if None in {before.value, before.low, before.high, after.value, after.low, after.high}:
        return None
    a, a_low, a_high = float(before.value or 0), float(before.low or 0), float(before.high or 0)
    b, b_low, b_high = float(after.value or 0), float(after.low or 0), float(after.high or 0)
    estimate = b - a
    down, up = math.hypot(b - b_low, a_high - a), math.hypot(b_high - b, a - a_low)
    reach = (down if estimate > 0 else up) / Z
    p_value = math.erfc(abs(estimate) / reach / math.sqrt(2)) if reach else 1.0
    return Change(estimate, estimate - down, estimate + up, p_value, None)


def _needed(before: Score, after: Score) -> int | None:
    """How many answers each time would show a change of this size, four times in five."""
    both = NpsCounts(*(a + b for a, b in zip(before.groups, after.groups, strict=True)))
    mean = (both.promoters - both.detractors) / both.n
    variance = (both.promoters + both.detractors) / both.n - mean * mean
    change = (after.value or 0) - (before.value or 0)
    if abs(change) < 1 or variance <= 0:
        return None
    return answers_needed(change, variance=variance)


def against_rest(group: Score, total: Mapping[int, int]) -> Change | None:
    """The group less everybody else; nothing when either is too few to compare."""
    rest = score_from(
        group.metric, {score: n - group.by_score.get(score, 0) for score, n in total.items()}
    )
    return None if group.too_few or rest.too_few else change_between(rest, group)


def notable_months(scores: Sequence[Score]) -> list[Literal["up", "down"] | None]:
    """Which months differ from the three before them, taken together, by more than noise.

    The windows are disjoint; looking at many months is paid for by Benjamini-Hochberg.
    """
    changes = [_against_before(scores, position) for position in range(len(scores))]
    marks: list[Literal["up", "down"] | None] = [None] * len(scores)
    tested = [(position, change) for position, change in enumerate(changes) if change]
    if tested:
        adjusted = benjamini_hochberg([change.p_value for _position, change in tested])
        for (position, change), p_value in zip(tested, adjusted, strict=True):
            if p_value < SIGNIFICANT:
                marks[position] = "up" if change.estimate > 0 else "down"
    return marks


def _against_before(scores: Sequence[Score], position: int) -> Change | None:
    if position < MONTHS_BEFORE:
        return None
    counts: dict[int, int] = {}
    for score in scores[position - MONTHS_BEFORE : position]:
        for answer, n in score.by_score.items():
            counts[answer] = counts.get(answer, 0) + n
    now, before = scores[position], score_from(scores[position].metric, counts)
    return None if now.too_few or before.too_few else change_between(before, now)


def mix_of(before: Mapping[str, Score], after: Mapping[str, Score]) -> Mix | None:
    """The change of the total NPS split into who answered and how they scored."""
    old = {name: score.groups for name, score in before.items()}
    new = {name: score.groups for name, score in after.items()}
    if not any(each.n for each in old.values()) or not any(each.n for each in new.values()):
        return None
    found = mix_and_rate(old, new)
    return Mix(found.total, found.mix, found.rate)
