"""One touchpoint: its score, its months, its voices, and what is being done."""

from datetime import datetime
from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.loop.queries import case_list, case_rows, initiatives_of
from emptychair.metrics.pictures import trend_picture
from emptychair.metrics.queries.places import place_scores
from emptychair.metrics.rules.scoring import sign_of
from emptychair.metrics.words import interval_words, value_words
from emptychair.surveys.queries.seams import seams_of
from emptychair.touchpoints.queries import touchpoint_with_id
from emptychair.touchpoints.types import TouchpointKind
from emptychair.voice.queries import voices
from emptychair.voice.types import VoiceFilters

VOICES = 6
OTHERS = 8
TONES = {1: "good", 0: "quiet", -1: "bad"}


def place_context(access: Access, touchpoint_id: int, *, now: datetime) -> dict[str, Any]:
    """Everything the page of a touchpoint shows."""
    place = touchpoint_with_id(access, touchpoint_id)
    known = place_scores(access, [place.pk], now=now)[place.pk]
    score = known.score
    initiatives = list(initiatives_of(access).filter(touchpoint=place.pk)[:OTHERS])
    done = [(one.completed_on, one.title) for one in initiatives if one.completed_on]
    if score and known.months:
        since = known.months[0].first
        done += seams_of(access, metric=score.metric, since=since, touchpoint_id=place.pk)
    return {
        "place": place,
        "kind": TouchpointKind(place.kind).label if place.kind in TouchpointKind else place.kind,
        "known": known,
        "score": score,
        "value": value_words(score) if score else "",
        "interval": interval_words(score) if score else "",
        "trend": trend_picture(score.metric, known.months, sorted(done)) if score else None,
        "voices": _voices(access, place.pk),
        "cases": _cases(access, place.pk, now),
        "initiatives": initiatives,
    }


def _voices(access: Access, place: int) -> list[tuple[Any, str]]:
    if not access.may(Permission.VOICE_READ):
        return []
    found = voices(access, VoiceFilters(touchpoint_id=place))[:VOICES]
    return [
        (one, TONES[sign_of(one.metric, one.score)] if one.score is not None else "quiet")
        for one in found
    ]


def _cases(access: Access, place: int, now: datetime) -> list[Any]:
    found = case_list(access, "open", now=now).filter(touchpoint=place)[:OTHERS]
    return case_rows(access, found, now=now)
