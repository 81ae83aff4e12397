"""Why a message must not go out now."""

from datetime import datetime
from typing import Any

from emptychair.accounts.access import Access
from emptychair.customers.models import Suppression
from emptychair.messaging.last_checks import last_check
from emptychair.messaging.models import Message
from emptychair.messaging.queries.facts import holds_of, people_who_refused
from emptychair.messaging.types import TO_MANY, ContactReason

Refusal = tuple[str, dict[str, Any]]


def refusal_of(access: Access, message: Message, *, now: datetime, whole: bool) -> Refusal | None:
    """The reason and its parameters, or nothing.

    Always asks whether the address is suppressed. With `whole`, at hand-over, also whether the
    person has forbidden mail or is held, for what goes out to many: both may have come since.
    """
    found = Suppression.objects.visible_to(access).filter(
        channel=message.channel, address=message.to_address.lower()
    )
    reason = found.values_list("reason", flat=True).first()
    if reason and not (reason == "unsubscribed" and message.purpose not in TO_MANY):
        return ContactReason.SUPPRESSED.value, {"why": reason}
    if whole and message.person_id and message.purpose in TO_MANY:
        return _since_then(access, message, now) or last_check(access, message)
    return None


def _since_then(access: Access, message: Message, now: datetime) -> Refusal | None:
    ids = [message.person_id] if message.person_id else []
    if people_who_refused(access, ids, message.channel):
        return ContactReason.NO_CONSENT.value, {"channel": message.channel}
    for hold, until in holds_of(access, ids, now=now).values():
        return ContactReason.HELD.value, {"hold": hold, "until": until.isoformat() if until else ""}
    return None
