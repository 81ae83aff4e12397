"""From the address of the page to which voices are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.behind import further_condition, further_filters
from emptychair.kit.periods import local_day
from emptychair.metrics.queries.groups import tracked_segments
from emptychair.metrics.queries.periods import period_choices, period_named
from emptychair.metrics.rules.scoring import SCALES, scores_of_band
from emptychair.surveys.queries import metrics_in_use
from emptychair.surveys.types import Metric
from emptychair.touchpoints.queries import touchpoints_of
from emptychair.voice.queries import words_in_use
from emptychair.voice.types import Order, VoiceFilters

NONE = (-1,)  # no answer has this score
SIGNS = {"good": 1, "middle": 0, "bad": -1}
ORDERS: tuple[Order, ...] = ("newest", "oldest", "lowest", "highest")
QUALITY: tuple[Literal["marked", "excluded"], ...] = ("marked", "excluded")
NAMES = (
    "q",
    "metric",
    "band",
    "touchpoint",
    "segment",
    "group",
    "language",
    "channel",
    "period",
    "case",
    "marks",
)


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter with its choices: value, words, whether it is chosen."""

    name: str
    words: str
    choices: tuple[tuple[str, str, bool], ...]


def asked_voices(access: Access, given: Mapping[str, str], *, now: datetime) -> VoiceFilters:
    """What the address asks; what cannot be read is left out."""
    metric = given.get("metric", "")
    metric = metric if metric in SCALES else ""
    place, period = given.get("touchpoint", ""), given.get("period", "")
    today = local_day(now, access.workspace.zone)
    case, order = given.get("case", ""), given.get("order", "")
    group = given.get("group", "")[:18]
    return VoiceFilters(
        text=given.get("q", "").strip(),
        metric=metric or ("nps" if given.get("band") in SIGNS else ""),
        scores=_scores(given, metric),
        touchpoint_id=int(place) if place.isascii() and place.isdigit() else None,
        segment=given.get("segment", ""),
        language=given.get("language", ""),
        channel=given.get("channel", ""),
        period=period_named(access, period, today=today) if period else None,
        group_id=int(group) if group.isascii() and group.isdigit() else None,
        with_case={"with": True, "without": False}.get(case),
        marks=next((one for one in QUALITY if one == given.get("marks")), ""),
        silent_too=given.get("words") == "all",
        further=_further(access, given),
        order=next((each for each in ORDERS if each == order), "newest"),
    )


def _further(access: Access, given: Mapping[str, str]) -> Q | None:
    """What Explore brings: team, stage, survey, what is known of the customer."""
    if not _may_ask_further(access, given):
        return None
    return further_condition(access, given)


def _may_ask_further(access: Access, given: Mapping[str, str]) -> bool:
    return access.may(Permission.SCORE_READ) and bool({*given} - {*NAMES, "words", "order", "page"})


def _scores(given: Mapping[str, str], metric: str) -> tuple[int, ...]:
    score, band = given.get("score", ""), given.get("band", "")
    if score.isascii() and score.isdigit():
        return (min(int(score), 99),)
    if band in SIGNS:
        return tuple(scores_of_band(metric or "nps", SIGNS[band])) or NONE
    return ()


def voice_choices(access: Access, given: Mapping[str, str], *, now: datetime) -> dict[str, Any]:
    """The filters of the page with what is chosen; those below the fold in `more`."""
    today = local_day(now, access.workspace.zone)
    places = [(str(place.pk), place.name) for place in touchpoints_of(access)]
    offered = {
        "metric": [(name, str(Metric(name).label)) for name in metrics_in_use(access)],
        "band": [
            ("bad", _("low (critics)")),
            ("middle", pgettext("answers", "middle")),
            ("good", _("high (fans)")),
        ],
        "touchpoint": [*places, ("0", _("the whole, no touchpoint"))],
        "period": period_choices(access, today=today),
        "segment": _words(access, "segment"),
        "group": [(str(one.pk), one.name) for one in tracked_segments(access)],
        "case": [("with", _("with a case")), ("without", _("without a case"))],
        "marks": [("marked", _("with a mark")), ("excluded", _("left out of the scores"))],
        "order": [
            ("newest", _("newest first")),
            ("lowest", _("lowest first")),
            ("highest", _("highest first")),
            ("oldest", _("oldest first")),
        ],
    }
    filters = [
        _filter(name, choices, given)
        for name, choices in offered.items()
        if choices or name != "group"
    ]
    further = further_filters(access, given) if _may_ask_further(access, given) else []
    return {
        "filters": filters,
        "further": further,
        "silent_too": given.get("words") == "all",
        "is_filtered": bool(further) or any(given.get(name) for name in NAMES),
        "text": given.get("q", ""),
    }


def _filter(name: str, choices: list[tuple[str, str]], given: Mapping[str, str]) -> Filter:
    chosen = given.get(name, "")
    known = [] if name == "order" else [("", _("all"))]
    known += choices
    if chosen and chosen not in dict(known):
        known.append((chosen, chosen))
    return Filter(
        name,
        {
            "metric": _("Metric"),
            "band": pgettext("answer", "Score"),
            "touchpoint": _("Touchpoint"),
            "period": _("Period"),
            "segment": pgettext("of answers", "Segment"),
            "group": _("Saved segment"),
            "case": _("Case"),
            "marks": _("Answered carefully?"),
            "order": _("Order"),
        }[name],
        tuple((value, words, value == chosen) for value, words in known),
    )


def _words(access: Access, column: str) -> list[tuple[str, str]]:
    return [(value, value) for value in words_in_use(access, column)] + [("-", _("not known"))]
