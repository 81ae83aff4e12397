"""Messages of which nobody knows whether they went: found here, decided by a person."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.jobs import enqueue
from emptychair.messaging.errors import NotInDoubt
from emptychair.messaging.models import Message
from emptychair.messaging.queries.stored import message_with_id
from emptychair.messaging.services.outcomes import set_state
from emptychair.messaging.types import MessageState

SPARE = timedelta(minutes=5)


def find_stranded_messages(access: Access, *, now: datetime) -> int:
    """Mark as unknown what was leased so long ago that its worker must be gone; how many.

    A worker is gone when its job could not run any longer (`EMPTYCHAIR_JOB_TIMEOUT`) plus some
    minutes to spare.
    """
    jobs: dict[str, Any] = settings.Q_CLUSTER
    longest = timedelta(seconds=jobs["timeout"]) + SPARE
    rows = Message.objects.visible_to(access).filter(
        state=MessageState.LEASED, leased_at__lt=now - longest
    )
    return sum(
        set_state(access, message, MessageState.UNKNOWN, "stranded")
        for message in rows.order_by("pk")
    )


def send_message_again(access: Access, message_id: int, *, now: datetime) -> Message:
    """Somebody decided to send a doubtful mail once more, knowing it may arrive twice."""
    return _decide(access, message_id, MessageState.PLANNED, now)


def leave_message(access: Access, message_id: int, *, now: datetime) -> Message:
    """Somebody decided to leave a doubtful mail: it may have arrived."""
    return _decide(access, message_id, MessageState.CANCELLED, now)


def _decide(access: Access, message_id: int, state: MessageState, now: datetime) -> Message:
    access.require(Permission.SURVEY_SEND)
    message = message_with_id(access, message_id)
    again = state is MessageState.PLANNED
    rows = Message.objects.visible_to(access).filter(pk=message.pk, state=MessageState.UNKNOWN)
    with transaction.atomic():
        changes = {"state": state, "reason": "" if again else "left_alone"}
        if not rows.update(**changes, send_after=now, changed_at=now):
            raise NotInDoubt
        action = "message.sent_again" if again else "message.left"
        record_audit(access, message, action=action, before={"state": "unknown"})
        if again:
            enqueue("messaging.send_message", message_id=message.pk)
    message.refresh_from_db()
    return message
