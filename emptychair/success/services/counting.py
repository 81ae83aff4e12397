"""The look that follows new data by itself: asked for once, however many files come in a row."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.jobs.queue import enqueue_at
from emptychair.success.models import LookRun
from emptychair.success.queries.counting import SILENT
from emptychair.success.services.looking import Tell, look_at_everybody
from emptychair.success.services.lost import look_back_at_lost

PAUSE = timedelta(seconds=5)  # for the next file of the same load


@transaction.atomic
def want_look(access: Access, *, now: datetime) -> bool:
    """New data came in: have everybody looked at soon. Whether a look was not on its way already.

    One that waits takes the new data along; one at work is followed by another.
    """
    access.require(Permission.CUSTOMER_READ)
    rows = LookRun.objects.visible_to(access).select_for_update()
    known = rows.first()
    on_its_way = known is not None and known.ended_at is None and known.moved_at > now - SILENT
    LookRun.objects.update_or_create(
        workspace=access.workspace,
        defaults={"asked_at": now}
        if on_its_way
        else {"asked_at": now, "begun_at": None, "ended_at": None, "moved_at": now, "percent": 0},
    )
    if not on_its_way:
        enqueue_at(now + PAUSE, "success.look_after_data", workspace_id=access.workspace.pk)
    return not on_its_way


def look_after_data(access: Access, *, now: datetime) -> bool:
    """Look, and note how far it is; False where nobody asked any more. Harmless twice."""
    access.require(Permission.CUSTOMER_READ)
    rows = LookRun.objects.visible_to(access)
    if not rows.filter(ended_at=None).update(begun_at=now, moved_at=now, percent=1):
        return False
    tell = _teller(access)
    look_at_everybody(access, now=now, tell=tell)
    look_back_at_lost(access, now=now)
    newer = Q(asked_at__gt=F("begun_at"))
    rows.exclude(newer).update(ended_at=timezone.now(), percent=100)
    if rows.filter(newer, ended_at=None).update(begun_at=None, percent=0):
        enqueue_at(now + PAUSE, "success.look_after_data", workspace_id=access.workspace.pk)
    return True


def _teller(access: Access) -> Tell:
    rows, told = LookRun.objects.visible_to(access), [0]

    def tell(percent: int) -> None:
        if percent >= told[0] + 5:
            told[0] = percent
            rows.update(percent=percent, moved_at=timezone.now())

    return tell
