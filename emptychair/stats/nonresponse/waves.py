"""Do those who answer late say something else? Explained in `docs/algorithms/late-answers.md`."""

from collections.abc import Sequence
from dataclasses import dataclass

from emptychair.stats.counts import Counts, NpsCounts, as_counts
from emptychair.stats.differences import Difference, nps_difference
from emptychair.stats.errors import TooFew
from emptychair.stats.intervals import NpsEstimate, nps

FEWEST = 30
"""Answers below which a wave is shown, and not compared."""


@dataclass(frozen=True)
class Wave:
    """Those who answered after so many reminders, and everybody up to them."""

    reminders: int
    score: NpsEstimate | None
    so_far: NpsEstimate | None


@dataclass(frozen=True)
class LateAnswers:
    """The score of each wave, and by how much those who were reminded differ from those at once.

    `late_less_early` is None when either has fewer than 30 answers. The silent are more like the
    late than like the early (Lin and Schaeffer 1995 warn that this need not be so).
    """

    waves: tuple[Wave, ...]
    late_less_early: Difference | None


def late_answers(waves: Sequence[Counts], *, level: float = 0.95) -> LateAnswers:
    """Promoters, passives and detractors by reminders sent before they answered: none, one, two.

    Raises `TooFew` when nobody answered.
    """
    counts = [as_counts(each) for each in waves]
    if not any(each.n for each in counts):
        raise TooFew("Nobody has answered yet; a score needs at least one answer.")
    found, total = [], NpsCounts(0, 0, 0)
    for reminders, each in enumerate(counts):
        total = _together(total, each)
        found.append(Wave(reminders, _score(each, level), _score(total, level)))
    early, late = counts[0], NpsCounts(0, 0, 0)
    for each in counts[1:]:
        late = _together(late, each)
    apart = None
    if min(early.n, late.n) >= FEWEST:
        apart = nps_difference(early, late, level=level)
    return LateAnswers(tuple(found), apart)


def _score(counts: NpsCounts, level: float) -> NpsEstimate | None:
    return nps(*counts, level=level) if counts.n else None


def _together(one: NpsCounts, other: NpsCounts) -> NpsCounts:
    return NpsCounts(*(a + b for a, b in zip(one, other, strict=True)))
