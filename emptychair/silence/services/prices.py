"""Days on which prices changed, entered by hand."""

from datetime import date, datetime, timedelta

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.models import AuditEntry
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.jobs import enqueue
from emptychair.silence.errors import (
    NoSuchSilence,
    PriceChangeNotRemoved,
    PriceChangeNotUnderstood,
)
from emptychair.silence.models import PriceChange

REMOVED = "silence.price_removed"
UNDO_WITHIN = timedelta(hours=1)


@transaction.atomic
def note_price_change(
    access: Access, *, changed_on: date | None, words: str, percent: float | None = None
) -> PriceChange:
    """Enter a change; whether leaving coincides with it is worked out at once."""
    access.require(Permission.CUSTOMER_WRITE)
    if changed_on is None or not words.strip() or not -100 <= (percent or 0) <= 10_000:
        raise PriceChangeNotUnderstood
    row = PriceChange.objects.create(
        workspace=access.workspace,
        changed_on=changed_on,
        words=words.strip()[:200],
        percent=percent,
        noted_by_id=access.user_id,
    )
    after = {"on": changed_on.isoformat(), "words": row.words, "percent": percent}
    record_audit(access, row, action="silence.price_noted", after=after)
    ask_for_reading(access)
    return row


@transaction.atomic
def remove_price_change(access: Access, price_id: int) -> AuditEntry:
    """It was no change, or not then; the audit entry that comes back can undo it."""
    access.require(Permission.CUSTOMER_WRITE)
    row = PriceChange.objects.visible_to(access).filter(pk=price_id).first()
    if row is None or access.assigned_only:
        raise NoSuchSilence
    before = {
        "on": row.changed_on.isoformat(),
        "words": row.words,
        "percent": row.percent,
        "noted_by_id": row.noted_by_id,
    }
    noted = record_audit(access, row, action=REMOVED, before=before)
    row.delete()
    ask_for_reading(access)
    return noted


@transaction.atomic
def restore_price_change(access: Access, audit_id: int, *, now: datetime) -> PriceChange:
    """Put back what oneself removed within the last hour. Raises `PriceChangeNotRemoved`."""
    access.require(Permission.CUSTOMER_WRITE)
    rows = AuditEntry.objects.visible_to(access).filter(
        action=REMOVED, actor_id=access.user_id, created_at__gte=now - UNDO_WITHIN
    )
    noted = rows.filter(pk=audit_id).first()
    mine = PriceChange.objects.visible_to(access)
    if noted is None or access.assigned_only or mine.filter(pk=noted.subject_id or 0).exists():
        raise PriceChangeNotRemoved
    was = noted.before
    row = PriceChange.objects.create(
        workspace=access.workspace,
        pk=noted.subject_id,
        changed_on=date.fromisoformat(was["on"]),
        words=was["words"],
        percent=was["percent"],
        noted_by_id=was["noted_by_id"],
    )
    after = {"on": was["on"], "words": row.words, "percent": row.percent}
    record_audit(access, row, action="silence.price_restored", after=after)
    ask_for_reading(access)
    return row


def ask_for_reading(access: Access) -> None:
    """Have the workspace read now, not only at night."""
    access.require(Permission.CUSTOMER_WRITE)
    enqueue("silence.read_workspace", workspace_id=access.workspace.pk)
