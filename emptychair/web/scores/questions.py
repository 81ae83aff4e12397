"""From the address of the page to what is asked of the scores."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from emptychair.accounts.access import Access
from emptychair.kit.periods import local_day
from emptychair.metrics.queries.periods import USUAL, period_named
from emptychair.metrics.rules.scoring import SCALES
from emptychair.metrics.types import DIMENSIONS, UNKNOWN, Dimension, ScoreQuestion

FILTERS = ("touchpoint", "segment", "language", "channel")


def asked_question(access: Access, given: Mapping[str, str], *, now: datetime) -> ScoreQuestion:
    """What the address asks; what cannot be read is left out."""
    metric = given.get("metric", "nps")
    place = given.get("touchpoint", "")
    today = local_day(now, access.workspace.zone)
    return ScoreQuestion(
        metric=metric if metric in SCALES else "nps",
        period=period_named(access, given.get("period", USUAL), today=today),
        touchpoint_id=int(place) if place.isascii() and place.isdigit() else None,
        segment=given.get("segment", ""),
        language=given.get("language", ""),
        channel=given.get("channel", ""),
        which="all" if given.get("which") == "all" else "latest",
    )


def asked_dimension(given: Mapping[str, str]) -> Dimension:
    """By what the table is broken down."""
    wanted = given.get("by", "")
    return next((each for each in DIMENSIONS if each == wanted), "touchpoint")


def address_with(given: Mapping[str, str], *, route: str = "scores", **changed: str) -> str:
    """The same question with something changed, as an address."""
    known = ("metric", "period", "which", "by", *FILTERS)
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
