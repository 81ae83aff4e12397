"""Why a message must not go out now."""

from datetime import datetime
from typing import Any

from emptychair.accounts.access import Access
from emptychair.customers.models import Suppression
from emptychair.messaging.models import Message
from emptychair.messaging.queries.contact import contact_facts
from emptychair.messaging.types import ContactReason, Purpose

TO_MANY = (Purpose.SURVEY, Purpose.TOLD)
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
        return _since_then(access, message.person_id, now)
    return None


def _since_then(access: Access, person_id: int, now: datetime) -> Refusal | None:
    facts = contact_facts(access, [person_id], now=now).get(person_id)
    if facts and facts.refused_consent:
        return ContactReason.NO_CONSENT.value, {}
    if facts and facts.hold:
        until = facts.hold_until.isoformat() if facts.hold_until else ""
        return ContactReason.HELD.value, {"hold": facts.hold, "until": until}
    return None
