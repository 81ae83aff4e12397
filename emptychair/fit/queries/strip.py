"""The advice as it stands at the top of pages: counted again only when something changed."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock
from typing import Any

from django.db.models import Max
from django.utils.translation import get_language

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.fit.models import FitOverrule, FitSetting
from emptychair.fit.queries.advice import advice
from emptychair.fit.types import FitAdvice
from emptychair.kit.periods import local_day
from emptychair.surveys.models import Response

KEPT_AT_MOST = 200
_kept: OrderedDict[tuple[Any, ...], FitAdvice] = OrderedDict()
_lock = Lock()


def strip_of(access: Access, *, segment: str = "", now: datetime) -> FitAdvice:
    """The advice, from memory while no answer came, nothing was set or overruled, and the day is
    the same.
    """
    access.require(Permission.SCORE_READ)
    key = (access.workspace.pk, segment, get_language(), *_stamps(access, now))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = advice(access, segment=segment, now=now)
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT_AT_MOST:
            _kept.popitem(last=False)
    return found


def _stamps(access: Access, now: datetime) -> tuple[object, ...]:
    answers = Response.objects.visible_to(access).order_by("-changed_at", "-pk")
    settings = FitSetting.objects.visible_to(access).aggregate(at=Max("changed_at"))
    overrules = FitOverrule.objects.visible_to(access).aggregate(at=Max("changed_at"))
    return (
        local_day(now, access.workspace.zone),
        answers.values_list("changed_at", "pk").first(),
        settings["at"],
        overrules["at"],
    )
