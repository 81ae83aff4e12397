"""Addresses that nobody may write to, and what customers allow."""

from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access, ActorKind
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.events import AddressSuppressed
from emptychair.customers.models import Consent, Person, Suppression
from emptychair.kit.events import publish


def suppress_address(
    access: Access, *, channel: str, address: str, reason: str, source: str = ""
) -> tuple[Suppression, bool]:
    """Never write to this address again; the first reason stays. A respondent may ask for it."""
    _may_change(access)
    with transaction.atomic():
        row, is_new = Suppression.objects.get_or_create(
            workspace=access.workspace,
            channel=channel,
            address=address.strip().lower(),
            defaults={"reason": reason, "source": source[:120]},
        )
        if is_new:
            record_audit(access, row, action="address.suppressed", after={"reason": reason})
            publish(
                AddressSuppressed(
                    workspace_id=access.workspace.pk,
                    suppression_id=row.pk,
                    channel=channel,
                    reason=str(reason),
                )
            )
    return row, is_new


def lift_suppression(access: Access, *, channel: str, address: str, reason: str = "") -> bool:
    """Write to this address again, for a `reason`, which is kept. Whether it was suppressed."""
    access.require(Permission.CUSTOMER_WRITE)
    rows = Suppression.objects.visible_to(access)
    row = rows.filter(channel=channel, address=address.strip().lower()).first()
    if row is None:
        return False
    with transaction.atomic():
        record_audit(
            access,
            row,
            action="address.allowed",
            before={"reason": row.reason, "source": row.source},
            after={"why": reason},
        )
        row.delete()
    return True


def record_consent(
    access: Access,
    person: Person,
    *,
    channel: str,
    given: bool,
    source: str,
    said_at: datetime,
) -> Consent:
    """Note what somebody allows or forbids; the newest counts, none is changed."""
    _may_change(access)
    with transaction.atomic():
        row = Consent.objects.create(
            workspace=access.workspace,
            person=person,
            channel=channel,
            given=given,
            source=source[:60],
            said_at=said_at,
        )
        after = {"channel": channel, "given": given, "source": source}
        record_audit(access, person, action="person.consent", after=after)
    return row


def _may_change(access: Access) -> None:
    if access.actor.kind is not ActorKind.RESPONDENT:
        access.require(Permission.CUSTOMER_WRITE)
