"""What each touchpoint does to the total, as far as the answers allow it to be said."""

from dataclasses import dataclass
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.kit.periods import local_day
from emptychair.metrics.queries.counts import cells_of
from emptychair.metrics.queries.periods import USUAL, period_named
from emptychair.metrics.rules.cells import by_value
from emptychair.metrics.rules.scoring import score_from
from emptychair.metrics.types import NOBODY, TOO_FEW, Score
from emptychair.stats import NpsCounts, SegmentEffect, segment_effect


@dataclass(frozen=True, slots=True)
class PlaceEffect:
    """A touchpoint that clearly pulls the total down."""

    touchpoint_id: int
    effect: SegmentEffect
    score: Score


def places_that_pull_down(access: Access, *, now: datetime) -> list[PlaceEffect]:
    """Touchpoints whose NPS of the last 90 days is clearly below the rest, worst effect first.

    Both sides need 30 answers, and the whole interval of the effect lies below nothing.
    """
    period = period_named(access, USUAL, today=local_day(now, access.workspace.zone))
    cells = cells_of(access, "nps", period, which="latest")
    scores = {
        place: score_from("nps", counts)
        for place, counts in by_value(cells, "touchpoint_id").items()
    }
    total = NOBODY
    for score in scores.values():
        total = _added(total, score.groups, 1)
    found = []
    for place, score in scores.items():
        rest = _added(total, score.groups, -1)
        if place is None or score.n < TOO_FEW or rest.n < TOO_FEW:
            continue
        effect = segment_effect(score.groups, rest)
        if effect.high < 0:
            found.append(PlaceEffect(place, effect, score))
    return sorted(found, key=lambda each: each.effect.effect)


def _added(one: NpsCounts, other: NpsCounts, sign: int) -> NpsCounts:
    return NpsCounts(*(a + sign * b for a, b in zip(one, other, strict=True)))
