"""What the scorecard can be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.accounts.access import Access
from emptychair.accounts.queries import teams_of
from emptychair.metrics.figures import Horizon
from emptychair.scorecard.queries.card import Choice
from emptychair.scorecard.rules.periods import RUNS, USUAL, windows_for
from emptychair.scorecard.types import Windows

FILTERS = ("period", "against", "horizon", "team")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose in a filter."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter."""

    name: str
    words: str
    options: tuple[Option, ...]


def asked_windows(access: Access, given: Mapping[str, str], *, today: date) -> Windows:
    """The months on show and those they stand against."""
    return windows_for(
        given.get("period") or USUAL,
        given.get("against") or "before",
        today=today,
        first_month=access.workspace.fiscal_year_start,
    )


def asked_choice(given: Mapping[str, str]) -> Choice:
    """Which rows."""
    horizon, team = given.get("horizon", ""), given.get("team", "")
    return Choice(
        horizon=horizon if horizon in Horizon.values else "",
        team_id=int(team) if team.isascii() and team.isdigit() else None,
    )


def filters_of(access: Access, given: Mapping[str, str]) -> list[Filter]:
    """Period, what it stands against, horizon, team."""
    periods = [(str(count), _months_words(count)) for count in RUNS]
    periods += [("fy", _("this fiscal year so far")), ("fq", _("this fiscal quarter so far"))]
    against = [("before", _("the months before")), ("year", _("the same months a year ago"))]
    horizons = [("", _("all")), *((one.value, str(one.label)) for one in Horizon)]
    teams = [("", _("all")), *((str(one.pk), one.name) for one in teams_of(access))]
    return [
        _filter("period", _("Period"), periods, given.get("period") or USUAL),
        _filter("against", _("Compared with"), against, given.get("against") or "before"),
        _filter("horizon", _("Horizon"), horizons, given.get("horizon", "")),
        _filter("team", _("Team"), teams, given.get("team", "")),
    ]


def _months_words(count: int) -> str:
    return ngettext("last whole month", "last %(n)s whole months", count) % {"n": count}


def _filter(name: str, words: str, offered: list[tuple[str, str]], chosen: str) -> Filter:
    options = tuple(Option(value, each, value == chosen) for value, each in offered)
    return Filter(name, words, options)
