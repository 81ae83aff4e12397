"""What the score page can be asked: each filter with its choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.kit.periods import local_day
from emptychair.metrics.queries.periods import USUAL, period_choices
from emptychair.metrics.types import DIMENSIONS, ScoreFigures
from emptychair.metrics.words import period_words
from emptychair.web.scores.names import dimension_words, value_words
from emptychair.web.scores.questions import BY_GROUP, earlier_choices, filter_value

Names = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: in a filter, or as a tab."""

    value: str
    words: str
    address: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter with its choices."""

    name: str
    words: str
    choices: tuple[Choice, ...]


def filters_of(
    access: Access,
    given: Mapping[str, str],
    figures: ScoreFigures,
    *,
    names: tuple[Names, Names],
    now: datetime,
) -> list[Filter]:
    """Period, what it is compared with, and who is counted; `names` of touchpoints and segments."""
    places, segments = names
    period, today = given.get("period") or USUAL, local_day(now, access.workspace.zone)
    offered = period_choices(access, today=today)
    if period not in dict(offered):
        offered = [(period, period_words(figures.question.period)), *offered]
    earlier = earlier_choices(access, figures.question.period, today=today)
    against = given.get("against", "") if figures.question.against else ""
    found = [
        _filter("period", _("Period"), offered, period),
        _filter("against", _("Compared with"), earlier, against),
        *_dimensions(given, figures, places),
    ]
    if segments:
        groups = [("", _("all")), *((str(pk), name) for pk, name in segments.items())]
        found.append(_filter(BY_GROUP, dimension_words(BY_GROUP), groups, given.get(BY_GROUP, "")))
    return found


def _dimensions(given: Mapping[str, str], figures: ScoreFigures, places: Names) -> list[Filter]:
    """A filter for each dimension: what occurs, and what is chosen already."""
    found = []
    for name in DIMENSIONS:
        keys = {filter_value(group.key): group.key for group in figures.groups[name]}
        chosen = given.get(name, "")
        if chosen and chosen not in keys and name != "touchpoint":
            keys[chosen] = chosen
        if name == "touchpoint":
            keys |= {str(place): place for place in places}
        offered = [("", _("all"))]
        offered += [(value, value_words(name, key, places)) for value, key in keys.items()]
        found.append(_filter(name, dimension_words(name), offered, chosen))
    return found


def _filter(name: str, words: str, offered: list[tuple[str, str]], chosen: str) -> Filter:
    choices = tuple(Choice(value, each, "", value == chosen) for value, each in offered)
    return Filter(name, words, choices)
