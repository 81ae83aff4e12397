"""Taking in short messages, each once: SMS and LINE. Words that stop and start are obeyed here."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.customers.queries.consent import suppression_of
from emptychair.customers.services.suppression import lift_suppression, suppress_address
from emptychair.customers.types import SuppressionReason
from emptychair.kit.events import publish
from emptychair.messaging.events import TextReceived
from emptychair.messaging.models import InboundText
from emptychair.messaging.queries.texts import person_behind
from emptychair.messaging.rules.channels import is_start, is_stop

LONGEST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingText:
    """A short message as its provider tells it; `provider_id` is the same when told again.

    `thread` names what it answers, where the provider knows ("invitation:17").
    """

    channel: str
    provider_id: str
    from_address: str
    text: str
    received_at: datetime
    thread: str = ""


def receive_text(access: Access, incoming: IncomingText) -> tuple[InboundText, bool]:
    """Keep one message and do what follows from it; whether it is new.

    A word that stops closes the address on this channel, one that starts opens it again where the
    customer had closed it. Everything else is told as `TextReceived`. Needs `mail:receive`.
    """
    access.require(Permission.MAIL_RECEIVE)
    rows = InboundText.objects.visible_to(access).filter(
        channel=incoming.channel, provider_id=incoming.provider_id
    )
    known = rows.first()
    if known:
        return known, False
    person = person_behind(access, channel=incoming.channel, address=incoming.from_address)
    try:
        with transaction.atomic():
            row = _stored(access, incoming, person)
            _follow(access, row)
    except IntegrityError:  # told twice at the same moment
        return rows.get(), False
    return row, True


def mark_handled(access: Access, text: InboundText, *, thread: str, now: datetime) -> bool:
    """Note what a message became, once; false when somebody was quicker."""
    access.require(Permission.MAIL_RECEIVE)
    rows = InboundText.objects.visible_to(access).filter(pk=text.pk, handled_at=None)
    return bool(rows.update(thread=thread[:120], handled_at=now, changed_at=now))


def _stored(access: Access, incoming: IncomingText, person: Person | None) -> InboundText:
    return InboundText.objects.create(
        workspace=access.workspace,
        channel=incoming.channel,
        provider_id=incoming.provider_id[:120],
        person=person,
        from_address=incoming.from_address[:254],
        text=incoming.text[:LONGEST],
        thread=incoming.thread,
        received_at=incoming.received_at,
    )


def _follow(access: Access, row: InboundText) -> None:
    if is_stop(row.text):
        suppress_address(
            access,
            channel=row.channel,
            address=row.from_address,
            reason=SuppressionReason.UNSUBSCRIBED.value,
            source=f"text:{row.pk}",
        )
        mark_handled(access, row, thread="stop", now=row.received_at)
    elif is_start(row.text):
        _start(access, row)
        mark_handled(access, row, thread="start", now=row.received_at)
    else:
        publish(
            TextReceived(
                workspace_id=access.workspace.pk,
                about=f"person:{row.person_id}" if row.person_id else "",
                inbound_id=row.pk,
                channel=row.channel,
                person_id=row.person_id,
            )
        )


def _start(access: Access, row: InboundText) -> None:
    """Only what the customer closed: a number that does not exist stays closed."""
    found = suppression_of(access, channel=row.channel, address=row.from_address)
    if found and found.reason == SuppressionReason.UNSUBSCRIBED.value:
        lift_suppression(
            access, channel=row.channel, address=row.from_address, reason=f"text:{row.pk}"
        )
