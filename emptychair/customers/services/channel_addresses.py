"""Linking people to accounts of channels such as LINE, and taking the link back."""

from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import ChannelAddress, Person
from emptychair.customers.services.suppression import record_consent

BLOCKED = "blocked"  # the source of a link that rests because they blocked our account


def link_channel(
    access: Access, person: Person, *, channel: str, address: str, source: str, now: datetime
) -> bool:
    """Reach a person at this address from now on; they linked it, which is their consent.

    An address belongs to one person, the last who linked it. What is told late or twice changes
    nothing: false.
    """
    access.require(Permission.CUSTOMER_WRITE)
    with transaction.atomic():
        row, is_new = ChannelAddress.objects.get_or_create(
            workspace=access.workspace,
            channel=channel,
            address=address,
            defaults={"person": person, "source": source[:60], "linked_at": now},
        )
        if not is_new and now <= max(row.linked_at, row.unlinked_at or row.linked_at):
            return False
        before = {} if is_new else {"person": row.person_id}
        row.person, row.source = person, source[:60]
        row.linked_at, row.unlinked_at = now, None
        row.save()
        record_audit(
            access, person, action="person.linked", before=before, after={"channel": channel}
        )
        record_consent(access, person, channel=channel, given=True, source=source, said_at=now)
    return True


def unlink_channel(
    access: Access, *, channel: str, address: str, source: str, now: datetime
) -> bool:
    """Reach nobody there any more, unless they linked it after that; whether it was linked."""
    access.require(Permission.CUSTOMER_WRITE)
    rows = ChannelAddress.objects.visible_to(access).filter(channel=channel, address=address)
    with transaction.atomic():
        row = rows.select_for_update(of=("self",)).select_related("person").first()
        if row is None or row.unlinked_at is not None or row.linked_at >= now:
            return False
        row.unlinked_at, row.source = now, source[:60]
        row.save()
        after = {"channel": channel, "why": source}
        record_audit(access, row.person, action="person.unlinked", after=after)
    return True


def relink_channel(access: Access, *, channel: str, address: str, now: datetime) -> bool:
    """They took the block back: the link counts again."""
    access.require(Permission.CUSTOMER_WRITE)
    rows = ChannelAddress.objects.visible_to(access).filter(
        channel=channel, address=address, source=BLOCKED, unlinked_at__lt=now
    )
    row = rows.select_related("person").first()
    if row is None:
        return False
    return link_channel(
        access, row.person, channel=channel, address=address, source="unblocked", now=now
    )
