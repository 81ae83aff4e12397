"""Reading the audit trail: who, what, when, before and after."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.audit_words import actor_words, subject_words, value_name, words_of
from emptychair.accounts.models import AuditEntry
from emptychair.accounts.permissions import Permission
from emptychair.accounts.types import AuditFilters, AuditRow, Change

MOST_ROWS = 100_000  # of one file


def audit_entries(access: Access, filters: AuditFilters) -> QuerySet[AuditEntry]:
    """The entries that are asked for, newest first."""
    access.require(Permission.AUDIT_READ)
    found = AuditEntry.objects.visible_to(access).order_by("-created_at", "-pk")
    wanted = {
        "actor_id": filters.actor_id,
        "action": filters.action,
        "subject_kind": filters.subject_kind,
        "subject_id": filters.subject_id,
        "created_at__gte": filters.since,
        "created_at__lt": filters.until,
    }
    given = {key: value for key, value in wanted.items() if value not in (None, "")}
    if filters.actor_id is not None:
        given["actor_kind"] = "person"
    return found.filter(**given)


def audit_rows(access: Access, entries: list[AuditEntry]) -> list[AuditRow]:
    """Entries in words. Values stay away from those who may not see names."""
    return [_row(entry, shows_values=access.may_see_names) for entry in entries]


def audit_rows_for_file(access: Access, filters: AuditFilters) -> Iterator[AuditRow]:
    """All rows that are asked for, one after the other, at most 100,000."""
    access.require(Permission.DATA_EXPORT)
    entries = audit_entries(access, filters).iterator(chunk_size=2000)
    for entry in islice(entries, MOST_ROWS):
        yield _row(entry, shows_values=access.may_see_names)


def audit_actions(access: Access) -> list[str]:
    """The actions that occur in this workspace, for the filter."""
    access.require(Permission.AUDIT_READ)
    found = AuditEntry.objects.visible_to(access).order_by("action")
    return list(found.values_list("action", flat=True).distinct())


def _row(entry: AuditEntry, *, shows_values: bool) -> AuditRow:
    names = {*entry.before, *entry.after} if shows_values else set()
    changes = tuple(
        Change(
            name=value_name(name),
            before=_plain(entry.before.get(name)),
            after=_plain(entry.after.get(name)),
        )
        for name in sorted(names)
        if entry.before.get(name) != entry.after.get(name) or name in {"member", "team", "name"}
    )
    return AuditRow(
        happened_at=entry.created_at,
        actor_kind=entry.actor_kind,
        actor=actor_words(entry.actor_kind, entry.actor_label),
        action=entry.action,
        what=words_of(entry.action),
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        subject=subject_words(entry.subject_kind),
        changes=changes,
    )


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)
