"""From the address of the page to what is asked of the drivers."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from emptychair.accounts.access import Access
from emptychair.kit.periods import local_day
from emptychair.metrics.driver_types import SOURCES, DriverQuestion, DriverSurvey
from emptychair.metrics.queries.groups import tracked_segments
from emptychair.metrics.queries.periods import period_named
from emptychair.metrics.rules.drivers import usual_survey

USUAL_PERIOD = "365"
FILTERS = ("touchpoint", "segment", "group", "language", "channel")
KNOWN = ("survey", "period", "source", "which", *FILTERS)
DIGITS = 18  # a number that a database holds


def asked_drivers(
    access: Access, given: Mapping[str, str], surveys: list[DriverSurvey], *, now: datetime
) -> DriverQuestion | None:
    """What the address asks; what cannot be read is left out. None where there is no survey."""
    usual = usual_survey(surveys)
    wanted = _number(given.get("survey", ""))
    survey = next((one for one in surveys if one.id == wanted), usual)
    if survey is None:
        return None
    today = local_day(now, access.workspace.zone)
    source = given.get("source", "")
    return DriverQuestion(
        survey_id=survey.id,
        period=period_named(access, given.get("period") or USUAL_PERIOD, today=today),
        source=next((one for one in SOURCES if one == source), "questions"),
        touchpoint_id=_number(given.get("touchpoint", "")),
        segment=given.get("segment", "")[:80],
        language=given.get("language", "")[:8],
        channel=given.get("channel", "")[:20],
        which="all" if given.get("which") == "all" else "latest",
        group_id=_group(access, given.get("group", "")),
    )


def address_with(given: Mapping[str, str], *, route: str = "drivers", **changed: str) -> str:
    """The same question with something changed, as an address."""
    kept = {name: given[name] for name in KNOWN if given.get(name)} | changed
    kept = {name: value for name, value in kept.items() if value}
    return reverse(route) + (f"?{urlencode(kept)}" if kept else "")


def _group(access: Access, text: str) -> int | None:
    wanted = _number(text)
    known = {one.pk for one in tracked_segments(access)} if wanted else set()
    return wanted if wanted in known else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < DIGITS else None
