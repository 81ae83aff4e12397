"""The map: journeys, their stages, and in each stage a card for every touchpoint."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.charts import Chart, sparkline
from emptychair.metrics.queries.places import PlaceScore, place_scores
from emptychair.metrics.words import interval_words, value_words, writer
from emptychair.touchpoints.queries import journeys_of, touchpoints_of

LEAST_MONTHS = 2


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """One touchpoint on the map."""

    id: int
    name: str
    kind: str
    team: str
    metric: str
    value: str
    interval: str
    answers: int
    few: bool
    is_heard: bool
    is_asked: bool
    spark: Chart | None


@dataclass(frozen=True, slots=True)
class StageColumn:
    """A stage with its cards; `id` is 0 for what lies beside the journeys."""

    id: int
    name: str
    cards: tuple[PlaceCard, ...]


@dataclass(frozen=True, slots=True)
class JourneyRow:
    """A journey with its stages."""

    id: int
    name: str
    stages: tuple[StageColumn, ...]


def map_context(access: Access, *, now: datetime) -> dict[str, Any]:
    """Everything the map shows."""
    places = touchpoints_of(access)
    known = place_scores(access, [place.pk for place in places], now=now)
    by_stage: dict[int, list[PlaceCard]] = {}
    for place in places:
        by_stage.setdefault(place.stage_id or 0, []).append(_card(place, known[place.pk]))
    journeys = [
        JourneyRow(
            journey.pk,
            journey.name,
            tuple(
                StageColumn(stage.pk, stage.name, tuple(by_stage.get(stage.pk, ())))
                for stage in journey.stages.all()
            ),
        )
        for journey in journeys_of(access)
    ]
    cards = [card for each in by_stage.values() for card in each]
    return {
        "journeys": journeys,
        "beside": by_stage.get(0, []),
        "archived": touchpoints_of(access, archived=True),
        "is_empty": not places and not journeys,
        "unheard": sum(not card.is_heard for card in cards),
        "ownerless": sum(not card.team for card in cards),
        "places": len(cards),
    }


def _card(place: Any, known: PlaceScore) -> PlaceCard:
    score = known.score
    return PlaceCard(
        id=place.pk,
        name=place.name,
        kind=place.kind,
        team=place.team.name if place.team else "",
        metric=score.metric.upper() if score else "",
        value=value_words(score) if score else "",
        interval=interval_words(score) if score else "",
        answers=known.score.n if known.score else known.answers,
        few=bool(score and score.too_few),
        is_heard=known.is_heard,
        is_asked=known.is_asked,
        spark=_spark(known, place.name),
    )


def _spark(known: PlaceScore, name: str) -> Chart | None:
    """A year of months as a small line, from the first month with answers."""
    months = known.months
    first = next((place for place, each in enumerate(months) if each.score.n), len(months))
    scores = [each.score for each in months[first:]]
    if known.score is None or sum(score.n > 0 for score in scores) < LEAST_MONTHS:
        return None
    return sparkline(
        [score.value for score in scores],
        title=_("%(name)s, month by month") % {"name": name},
        write=writer(known.score.metric),
    )
