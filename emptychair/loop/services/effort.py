"""Minutes of counting, planning and doing."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.accounts.models import AuditEntry
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.errors import Invalid, NotFound
from emptychair.loop.errors import NothingToUndo
from emptychair.loop.models import Case, EffortEntry, Initiative
from emptychair.loop.types import EffortKind

LONGEST_MINUTES = 24 * 60
UNDO_WITHIN = timedelta(hours=1)


@transaction.atomic
def log_effort(
    access: Access,
    *,
    kind: str,
    minutes: int,
    spent_on: date,
    initiative: Initiative | None = None,
    case: Case | None = None,
    note: str = "",
) -> EffortEntry:
    """So many minutes of one kind on one local day. Raises `Invalid` for no time or over a day."""
    access.require(Permission.EFFORT_WRITE)
    _check_minutes(minutes)
    row = EffortEntry.objects.create(
        workspace=access.workspace,
        user_id=access.user_id,
        kind=EffortKind(kind).value,
        minutes=minutes,
        spent_on=spent_on,
        note=note.strip()[:200],
        initiative=initiative,
        case=case,
    )
    record_audit(access, row, action="effort.logged", after=_plain(row))
    return row


@transaction.atomic
def change_effort(
    access: Access, entry_id: int, *, kind: str, minutes: int, spent_on: date, note: str = ""
) -> AuditEntry:
    """Put an entry right; the audit entry that comes back can undo it."""
    row = _own_entry(access, entry_id)
    _check_minutes(minutes)
    before = _plain(row)
    row.kind, row.minutes = EffortKind(kind).value, minutes
    row.spent_on, row.note = spent_on, note.strip()[:200]
    row.save()
    return record_audit(access, row, action="effort.changed", before=before, after=_plain(row))


@transaction.atomic
def delete_effort(access: Access, entry_id: int) -> AuditEntry:
    """Take an entry away; the audit entry that comes back can undo it."""
    row = _own_entry(access, entry_id)
    noted = record_audit(access, row, action="effort.deleted", before=_plain(row))
    row.delete()
    return noted


@transaction.atomic
def undo_effort(access: Access, audit_id: int, *, now: datetime) -> None:
    """Put back what one's own change or deletion of the last hour took away, once.

    Raises `NothingToUndo` when it was changed again since.
    """
    access.require(Permission.EFFORT_WRITE)
    noted = AuditEntry.objects.visible_to(access).filter(
        pk=audit_id,
        actor_id=access.user_id,
        action__in=("effort.changed", "effort.deleted"),
        created_at__gte=now - UNDO_WITHIN,
    )
    found = noted.first()
    if found is None:
        raise NothingToUndo
    row = EffortEntry.objects.visible_to(access).filter(pk=found.subject_id or 0).first()
    if (row is None) != (found.action == "effort.deleted") or (row and _plain(row) != found.after):
        raise NothingToUndo
    row = row or EffortEntry(workspace=access.workspace, pk=found.subject_id)
    for name, value in found.before.items():
        setattr(row, name, date.fromisoformat(value) if name == "spent_on" else value)
    row.save()
    record_audit(access, row, action="effort.restored", after=_plain(row))


def _own_entry(access: Access, entry_id: int) -> EffortEntry:
    """One's own; who manages the members may put right those of others."""
    access.require(Permission.EFFORT_WRITE)
    rows = EffortEntry.objects.visible_to(access).filter(pk=entry_id)
    if not access.may(Permission.MEMBER_MANAGE):
        rows = rows.filter(user=access.user_id)
    row = rows.first()
    if row is None:
        raise NotFound
    return row


def _check_minutes(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Invalid(_("Log between 1 minute and 24 hours at a time."))


def _plain(row: EffortEntry) -> dict[str, Any]:
    return {
        "user_id": row.user_id,
        "kind": row.kind,
        "minutes": row.minutes,
        "spent_on": row.spent_on.isoformat(),
        "note": row.note,
        "initiative_id": row.initiative_id,
        "case_id": row.case_id,
    }
