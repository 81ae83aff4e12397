"""From the address of the page to what is asked of the scores."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.kit.periods import Period, local_day
from emptychair.metrics.queries.groups import tracked_segments
from emptychair.metrics.queries.periods import USUAL, period_choices, period_named
from emptychair.metrics.rules.scoring import SCALES
from emptychair.metrics.rules.spans import year_before
from emptychair.metrics.types import DIMENSIONS, UNKNOWN, Dimension, ScoreQuestion

FILTERS = ("touchpoint", "segment", "group", "language", "channel")
BY_GROUP: Literal["group"] = "group"  # broken down by the segments that somebody saved
YEAR_BEFORE = "year"
DIGITS = 18  # a number that a database holds


def asked_question(access: Access, given: Mapping[str, str], *, now: datetime) -> ScoreQuestion:
    """What the address asks; what cannot be read is left out."""
    metric = given.get("metric", "nps")
    today = local_day(now, access.workspace.zone)
    period = period_named(access, given.get("period", USUAL), today=today)
    return ScoreQuestion(
        metric=metric if metric in SCALES else "nps",
        period=period,
        touchpoint_id=_number(given.get("touchpoint", "")),
        segment=given.get("segment", ""),
        language=given.get("language", ""),
        channel=given.get("channel", ""),
        which="all" if given.get("which") == "all" else "latest",
        group_id=_group(access, given.get(BY_GROUP, "")),
        against=_against(access, given.get("against", ""), period, today=today),
    )


def earlier_choices(access: Access, period: Period, *, today: date) -> list[tuple[str, str]]:
    """What a period may be compared with: never days that both have."""
    offered = [("", _("the days just before")), (YEAR_BEFORE, _("the same days a year before"))]
    for name, words in period_choices(access, today=today):
        if period_named(access, name, today=today).end <= period.first:
            offered.append((name, words))
    return offered


def _against(access: Access, name: str, period: Period, *, today: date) -> Period | None:
    if name == YEAR_BEFORE:
        return year_before(period)
    earlier = period_named(access, name, today=today) if name else None
    return earlier if earlier and earlier.end <= period.first else None


def _group(access: Access, text: str) -> int | None:
    wanted = _number(text)
    known = {one.pk for one in tracked_segments(access)} if wanted else set()
    return wanted if wanted in known else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < DIGITS else None


def asked_view(given: Mapping[str, str]) -> Dimension | Literal["group"]:
    """By what the table is broken down: a dimension of answers, or the saved segments."""
    wanted = given.get("by", "")
    if wanted == BY_GROUP:
        return BY_GROUP
    return next((each for each in DIMENSIONS if each == wanted), "touchpoint")


def address_with(given: Mapping[str, str], *, route: str = "scores", **changed: str) -> str:
    """The same question with something changed, as an address."""
    known = ("metric", "period", "against", "which", "by", "sector", *FILTERS)
    kept = {name: given[name] for name in known if given.get(name)} | changed
    kept = {name: value for name, value in kept.items() if value}
    return reverse(route) + (f"?{urlencode(kept)}" if kept else "")


def voices_address(given: Mapping[str, str], metric: str, **more: str) -> str:
    """The words behind a number: the same filters on the page of voices."""
    kept = {name: given[name] for name in ("period", *FILTERS) if given.get(name)}
    wanted = {"metric": metric, "period": USUAL, **kept, **more}
    return reverse("voices") + "?" + urlencode(wanted)


def filter_value(key: int | str | None) -> str:
    """A group's key as the filter that asks for it."""
    if key is None:
        return "0"
    return str(key) or UNKNOWN
