"""Visitors without a name: remembered by their own number, joined to a person where that is safe.

A device that two people used belongs to nobody: what was done on it without a name stays without.
"""

from collections.abc import Iterable, Mapping, Sequence

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.rules.batches import in_batches
from emptychair.customers.services.track import record_events
from emptychair.kit.storing import store_new
from emptychair.usage.models import Visitor, VisitorEvent
from emptychair.usage.types import Arrival

MOST_AT_ONCE = 2_000  # earlier events of a visitor; the rest stays without a person


def know_visitors(access: Access, numbers: Iterable[str]) -> dict[str, Visitor]:
    """The visitors with these numbers; new ones are made."""
    access.require(Permission.CUSTOMER_WRITE)
    wanted = sorted({one for one in numbers if one})
    if not wanted:
        return {}
    rows = Visitor.objects.visible_to(access).filter(anonymous_id__in=wanted)
    found = {row.anonymous_id: row for row in rows.order_by("pk").select_for_update()}
    new = [
        Visitor(workspace=access.workspace, anonymous_id=one) for one in wanted if one not in found
    ]
    store_new(new)
    return found | {one.anonymous_id: one for one in new}


def name_visitor(access: Access, visitor: Visitor, person_id: int, *, source: str) -> int:
    """Say who a visitor was: what they did before becomes that person's; how many events.

    Nothing where somebody else used the device before: from then on it is nobody's.
    """
    access.require(Permission.CUSTOMER_WRITE)
    if visitor.is_shared or visitor.person_id == person_id:
        return 0
    if visitor.person_id is not None:
        visitor.is_shared = True
        visitor.save(update_fields=["is_shared", "changed_at"])
        return 0
    visitor.person_id = person_id
    visitor.save(update_fields=["person", "changed_at"])
    return _hand_over(access, visitor, source)


def _hand_over(access: Access, visitor: Visitor, source: str) -> int:
    rows = VisitorEvent.objects.visible_to(access).filter(visitor=visitor)
    events = list(rows.order_by("occurred_at", "pk")[:MOST_AT_ONCE])
    plain = [
        {
            "name": one.name,
            "occurred_at": one.occurred_at,
            "message_id": one.message_id,
            "person_id": visitor.person_id,
            "company_id": one.company_id,
            "properties": one.properties,
            "touchpoint_key": one.touchpoint_key,
        }
        for one in events
    ]
    if plain:
        record_events(access, plain, source=source)
    for some in in_batches([one.pk for one in events]):
        VisitorEvent.objects.visible_to(access).filter(pk__in=some).delete()
    return len(events)


def keep_without_person(
    access: Access,
    arrivals: Sequence[Arrival],
    visitors: Mapping[str, Visitor],
    companies: Mapping[str, int],
) -> int:
    """Store what visitors did who are nobody yet, each message once; how many are new."""
    access.require(Permission.CUSTOMER_WRITE)
    by_message = {one.message_id: one for one in arrivals}
    known: set[str] = set()
    for some in in_batches(sorted(by_message)):
        rows = VisitorEvent.objects.visible_to(access).filter(message_id__in=some)
        known |= set(rows.values_list("message_id", flat=True))
    new = [
        VisitorEvent(
            workspace=access.workspace,
            visitor=visitors[one.visitor],
            company_id=companies.get(one.group_id),
            name=one.name[:120],
            message_id=message,
            occurred_at=one.occurred_at,
            touchpoint_key=one.touchpoint_key[:80],
            properties=one.properties or {},
        )
        for message, one in by_message.items()
        if message not in known
    ]
    store_new(new)
    return len(new)
