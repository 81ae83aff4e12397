"""Noting what became of a message."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.customers.services.suppression import suppress_address
from emptychair.customers.types import SuppressionReason
from emptychair.kit.events import publish
from emptychair.messaging.events import MessageStateChanged
from emptychair.messaging.models import Message
from emptychair.messaging.rules.bounces import SOFT_IN_A_ROW
from emptychair.messaging.services.pausing import stop_where_needed
from emptychair.messaging.types import DeliveryKind, MessageState

# From these a message still moves; what came back or was reported stays so.
OPEN = (MessageState.PLANNED, MessageState.LEASED, MessageState.UNKNOWN)
AFTER_SENDING = (*OPEN, MessageState.HANDED_OVER, MessageState.DELIVERED)
# What others tell us later, in any order: who arrived may still be reported, who came back not.
COMES_FROM = {
    MessageState.BOUNCED: AFTER_SENDING,
    MessageState.COMPLAINED: AFTER_SENDING,
    MessageState.DELIVERED: (MessageState.LEASED, MessageState.UNKNOWN, MessageState.HANDED_OVER),
}


def set_state(
    access: Access,
    message: Message,
    state: MessageState,
    reason: str = "",
    parameters: dict[str, Any] | None = None,
    **fields: Any,
) -> bool:
    """Put a message into a state and tell it; false when it is past that already.

    Who leased a message long ago and is only slow may still say what became of it: nobody else
    sends it meanwhile, since it is in doubt then, not planned. A mail that a person had sent once
    more has a newer lease, and the old one says nothing any more.
    """
    late = tuple(COMES_FROM)
    rows = Message.objects.visible_to(access).filter(
        pk=message.pk, state__in=COMES_FROM.get(state, OPEN)
    )
    if state not in late:
        rows = rows.filter(leased_at=message.leased_at)
    changes = {
        "state": state,
        "reason": reason,
        "reason_parameters": parameters or {},
        "changed_at": timezone.now(),
        **fields,
    }
    if state == MessageState.HANDED_OVER:
        changes["handed_over_at"] = timezone.now()
    with transaction.atomic():
        if not rows.update(**changes):
            return False
        publish(
            MessageStateChanged(
                workspace_id=access.workspace.pk,
                about=f"person:{message.person_id}" if message.person_id else "",
                message_id=message.pk,
                unique_key=message.unique_key,
                state=state.value,
            )
        )
    for name, value in changes.items():
        setattr(message, name, value)
    return True


def note_bounce(
    access: Access,
    message: Message,
    *,
    reason: str,
    answer: str = "",
    kind: DeliveryKind = DeliveryKind.BOUNCED,
) -> None:
    """The mail came back. Where the address does not exist, nothing is sent there any more; nor
    after some in a row came back for the moment (`rules/bounces.py`).
    """
    with transaction.atomic():
        set_state(access, message, MessageState.BOUNCED, reason, {"answer": answer[:300]})
        if kind is DeliveryKind.BOUNCED or (
            kind is DeliveryKind.SOFT_BOUNCED and _again_and_again(access, message)
        ):
            _suppress(access, message, SuppressionReason.BOUNCED)
    stop_where_needed(access, now=timezone.now())


def note_complaint(access: Access, message: Message) -> None:
    """The customer reported the mail as spam: nothing is sent there any more."""
    with transaction.atomic():
        set_state(access, message, MessageState.COMPLAINED, "reported")
        _suppress(access, message, SuppressionReason.COMPLAINED)
    stop_where_needed(access, now=timezone.now())


def note_unsubscribed(access: Access, message: Message) -> None:
    """The customer unsubscribed with the provider: no surveys go there any more."""
    _suppress(access, message, SuppressionReason.UNSUBSCRIBED)


def _again_and_again(access: Access, message: Message) -> bool:
    """Whether this and the mails before it to the same address all came back."""
    rows = Message.objects.visible_to(access).filter(
        to_address=message.to_address, channel=message.channel
    )
    tried_at = rows.filter(pk=message.pk).values_list("leased_at", flat=True).first()
    if tried_at is None:
        return False
    rows = rows.filter(leased_at__lte=tried_at)
    last = rows.order_by("-leased_at", "-pk").values_list("state", flat=True)[:SOFT_IN_A_ROW]
    return len(last) == SOFT_IN_A_ROW and set(last) == {MessageState.BOUNCED}


def _suppress(access: Access, message: Message, reason: SuppressionReason) -> None:
    suppress_address(
        access,
        channel=message.channel,
        address=message.to_address,
        reason=reason.value,
        source=f"message:{message.pk}",
    )
