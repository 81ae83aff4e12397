"""What is clearly to be fixed first, for lists that are looked at all day: at most an hour old."""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from django.utils.translation import get_language

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import local_day
from emptychair.metrics.driver_types import DriverQuestion, DriverRow, DriverSurvey
from emptychair.metrics.queries.drivers.analysing import drivers_of
from emptychair.metrics.queries.drivers.surveys import driver_surveys
from emptychair.metrics.queries.periods import period_named

Firsts = tuple[tuple[DriverSurvey, DriverRow], ...]
DAYS = "365"
SURVEYS_AT_MOST = 3  # those with most answers
LEAST_ANSWERS = 50
RENEWED = timedelta(hours=1)
WORKSPACES_AT_MOST = 200

_kept: OrderedDict[tuple[Any, ...], tuple[datetime, Firsts]] = OrderedDict()
_lock = Lock()


def first_drivers(access: Access, *, now: datetime) -> Firsts:
    """Of each NPS survey the driver that is clearly first in the last 365 days, if there is one."""
    access.require(Permission.SCORE_READ)
    key = (access.workspace.pk, access.workspace.created_at, get_language())
    with _lock:
        known = _kept.get(key)
    if known is not None and timedelta() <= now - known[0] < RENEWED:
        return known[1]
    found = _firsts(access, now)
    with _lock:
        _kept[key] = (now, found)
        while len(_kept) > WORKSPACES_AT_MOST:
            _kept.popitem(last=False)
    return found


def _firsts(access: Access, now: datetime) -> Firsts:
    period = period_named(access, DAYS, today=local_day(now, access.workspace.zone))
    asked = [one for one in driver_surveys(access) if one.metric == "nps"]
    enough = [one for one in asked if one.answers >= LEAST_ANSWERS][:SURVEYS_AT_MOST]
    pairs = (
        (one, drivers_of(access, DriverQuestion(survey_id=one.id, period=period)).first)
        for one in enough
    )
    return tuple((survey, first) for survey, first in pairs if first)
