"""What providers and mail servers tell about a mail, each fact once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.events import publish
from emptychair.messaging.events import DeliveryNoted
from emptychair.messaging.models import DeliveryNote, Message
from emptychair.messaging.services.outcomes import (
    note_bounce,
    note_complaint,
    note_unsubscribed,
    set_state,
)
from emptychair.messaging.types import DeliveryKind, MessageState

CAME_BACK = (DeliveryKind.BOUNCED, DeliveryKind.SOFT_BOUNCED, DeliveryKind.BLOCKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFact:
    """One fact; `note_id` is the teller's own name for it, the same when it is told again."""

    provider: str
    note_id: str
    kind: DeliveryKind
    happened_at: datetime
    answer: str = ""


def note_delivery(access: Access, message: Message, fact: DeliveryFact) -> DeliveryNote | None:
    """Keep one fact and do what follows from it; nothing when it was told before.

    What came back or was reported closes the address (`outcomes.py`). That a mail was opened or a
    link followed is kept and changes nothing: programs open mails and follow links too. Needs
    `mail:receive`.
    """
    access.require(Permission.MAIL_RECEIVE)
    note = DeliveryNote(
        workspace=access.workspace,
        provider=fact.provider[:40],
        note_id=fact.note_id[:200],
        kind=fact.kind.value,
        message=message,
        address=message.to_address,
        answer=fact.answer[:300],
        happened_at=fact.happened_at,
    )
    try:
        with transaction.atomic():
            note.save(force_insert=True)
            _tell(access, message, fact)
            _follow(access, message, fact)
    except IntegrityError:
        return None
    return note


def _follow(access: Access, message: Message, fact: DeliveryFact) -> None:
    if fact.kind in CAME_BACK:
        reason = "came_back" if fact.kind is DeliveryKind.BOUNCED else fact.kind.value
        note_bounce(access, message, reason=reason, answer=fact.answer, kind=fact.kind)
    elif fact.kind is DeliveryKind.COMPLAINED:
        note_complaint(access, message)
    elif fact.kind is DeliveryKind.UNSUBSCRIBED:
        note_unsubscribed(access, message)
    elif fact.kind is DeliveryKind.DELIVERED:
        set_state(access, message, MessageState.DELIVERED)


def _tell(access: Access, message: Message, fact: DeliveryFact) -> None:
    publish(
        DeliveryNoted(
            workspace_id=access.workspace.pk,
            about=f"person:{message.person_id}" if message.person_id else "",
            message_id=message.pk,
            unique_key=message.unique_key,
            kind=fact.kind.value,
            happened_at=fact.happened_at.isoformat(),
        )
    )
