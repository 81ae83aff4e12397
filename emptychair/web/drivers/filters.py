"""What the drivers page can be asked: each filter with its choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.kit.periods import local_day
from emptychair.metrics.driver_types import SOURCES, DriverQuestion, DriverSurvey
from emptychair.metrics.driver_words import source_words
from emptychair.metrics.queries.groups import tracked_segments
from emptychair.metrics.queries.periods import period_choices
from emptychair.metrics.words import period_words
from emptychair.surveys.channel_words import channel_words
from emptychair.surveys.types import Metric
from emptychair.touchpoints.queries import touchpoints_of
from emptychair.voice.queries import words_in_use
from emptychair.web.drivers.questions import FILTERS, USUAL_PERIOD, address_with

LANGUAGES = {"ja": "日本語", "en": "English"}
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its choices as value, words, and whether it is chosen."""

    name: str
    words: str
    choices: tuple[tuple[str, str, bool], ...]


def driver_choices(
    access: Access,
    given: Mapping[str, str],
    question: DriverQuestion,
    surveys: list[DriverSurvey],
    *,
    now: datetime,
) -> dict[str, Any]:
    """The filters and the tabs of the page."""
    today = local_day(now, access.workspace.zone)
    period = given.get("period") or USUAL_PERIOD
    periods = period_choices(access, today=today)
    if period not in dict(periods):
        periods = [(period, period_words(question.period)), *periods]
    named = [(str(one.id), f"{one.name} ({Metric(one.metric).label})") for one in surveys]
    groups = [(str(one.pk), one.name) for one in tracked_segments(access)]
    filters = [
        _filter("survey", _("Survey"), named, str(question.survey_id)),
        _filter("period", _("Period"), periods, period),
        *(_filter(*each, given.get(each[0], "")) for each in _who(access)),
    ]
    if groups:
        chosen = str(question.group_id or "")
        filters.append(_filter("group", _("Saved segment"), [_everybody(), *groups], chosen))
    tabs = [
        (source_words(one), address_with(given, source=one), one == question.source)
        for one in SOURCES
    ]
    return {
        "filters": filters,
        "sources": tabs,
        "source": question.source,
        "which": question.which,
        "which_other": address_with(given, which="" if question.which == "all" else "all"),
        "is_filtered": any(given.get(name) for name in FILTERS),
        "unfiltered": address_with({k: v for k, v in given.items() if k not in FILTERS}),
    }


def _who(access: Access) -> list[tuple[str, str, Choices]]:
    places = [(str(place.pk), place.name) for place in touchpoints_of(access)]
    languages = words_in_use(access, "language")
    channels = words_in_use(access, "channel")
    segments = words_in_use(access, "segment")
    whole = ("0", _("the whole, no touchpoint"))
    return [
        ("touchpoint", _("Touchpoint"), [_everybody(), *places, whole]),
        (
            "segment",
            pgettext("of answers", "Segment"),
            [_everybody(), *((one, one) for one in segments)],
        ),
        (
            "language",
            pgettext("of answers", "Language"),
            [_everybody(), *((one, LANGUAGES.get(one, one)) for one in languages)],
        ),
        ("channel", _("Channel"), [_everybody(), *((one, channel_words(one)) for one in channels)]),
    ]


def _everybody() -> tuple[str, str]:
    return "", _("all")


def _filter(name: str, words: str, offered: Choices, chosen: str) -> Filter:
    known = offered if chosen in dict(offered) else [*offered, (chosen, chosen)]
    return Filter(name, words, tuple((value, each, value == chosen) for value, each in known))
