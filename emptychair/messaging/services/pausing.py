"""Stopping mails to many when too much goes wrong, and going on when a person says so."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.messaging.errors import NotPaused
from emptychair.messaging.models import Message, SendingPause
from emptychair.messaging.queries.pausing import outcome_lately, pause_now
from emptychair.messaging.rules.trouble import trouble_in
from emptychair.messaging.types import EMAIL, TO_MANY, MessageState


def stop_where_needed(access: Access, *, now: datetime) -> SendingPause | None:
    """Begin a pause when too much came back or too many complained; the pause that is new."""
    trouble = trouble_in(outcome_lately(access, now=now))
    if trouble is None or pause_now(access):
        return None
    try:
        with transaction.atomic():
            pause = SendingPause.objects.create(
                workspace=access.workspace,
                reason=trouble.reason,
                parameters=trouble.parameters,
                begun_at=now,
            )
            record_audit(access, pause, action="sending.stopped", after=trouble.parameters)
    except IntegrityError:  # another worker saw it at the same moment
        return None
    return pause


def resume_sending(access: Access, *, now: datetime) -> SendingPause:
    """Somebody looked at what went wrong: mails to many go out again. Raises `NotPaused`.

    What came back before is not held against what is sent from now on.
    """
    access.require(Permission.SURVEY_SEND)
    pause = pause_now(access)
    rows = SendingPause.objects.visible_to(access).filter(ended_at=None)
    with transaction.atomic():
        if pause is None or not rows.filter(pk=pause.pk).update(ended_at=now, changed_at=now):
            raise NotPaused
        record_audit(access, pause, action="sending.resumed", before={"reason": pause.reason})
    pause.ended_at = now
    return pause


def wait_until_tomorrow(access: Access, *, now: datetime) -> int:
    """What is due and is to many waits for tomorrow's share of the slow start; how many mails.

    Each keeps its time of day, so that nobody is written to at midnight.
    """
    access.require(Permission.SURVEY_SEND)
    rows = Message.objects.visible_to(access).filter(
        state=MessageState.PLANNED, send_after__lte=now, purpose__in=TO_MANY, channel=EMAIL
    )
    return rows.update(
        send_after=F("send_after") + timedelta(days=1), reason="slow_start", changed_at=now
    )
