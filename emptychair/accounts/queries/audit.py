"""Reading the audit trail: who, what, when, before and after."""

from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.audit_fields import KEPT_TO_OURSELVES, field_name
from emptychair.accounts.audit_words import actor_words, subject_words, words_of
from emptychair.accounts.models import AuditEntry
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries.audit_values import Choices, Spoken, spoken_for
from emptychair.accounts.types import AuditFilters, AuditRow, Change

MOST_ROWS = 100_000  # of one file
AT_ONCE = 2_000
NO_CHOICES: Choices = {}


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


def audit_rows(
    access: Access, entries: list[AuditEntry], *, choices: Choices = NO_CHOICES
) -> list[AuditRow]:
    """Entries in words. Values stay away from those who may not see names.

    `choices` are the words for codes which domains above this one store.
    """
    spoken = spoken_for(access, entries, choices)
    return [_row(entry, spoken) for entry in entries]


def audit_rows_for_file(
    access: Access, filters: AuditFilters, *, choices: Choices = NO_CHOICES
) -> Iterator[AuditRow]:
    """All rows that are asked for, one after the other, at most 100,000."""
    access.require(Permission.DATA_EXPORT)
    entries = islice(audit_entries(access, filters).iterator(chunk_size=AT_ONCE), MOST_ROWS)
    while batch := list(islice(entries, AT_ONCE)):
        yield from audit_rows(access, batch, choices=choices)


def audit_actions(access: Access) -> list[str]:
    """The actions that occur in this workspace, for the filter."""
    access.require(Permission.AUDIT_READ)
    found = AuditEntry.objects.visible_to(access).order_by("action")
    return list(found.values_list("action", flat=True).distinct())


def _row(entry: AuditEntry, spoken: Spoken) -> AuditRow:
    return AuditRow(
        happened_at=entry.created_at,
        actor_kind=entry.actor_kind,
        actor=actor_words(entry.actor_kind, entry.actor_label),
        action=entry.action,
        what=words_of(entry.action),
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        subject=subject_words(entry.subject_kind),
        subject_name=spoken.subject(entry),
        changes=tuple(_changes(entry, spoken)) if spoken.access.may_see_names else (),
    )


def _changes(entry: AuditEntry, spoken: Spoken) -> Iterator[Change]:
    for name in sorted({*entry.before, *entry.after} - KEPT_TO_OURSELVES):
        old, new = entry.before.get(name), entry.after.get(name)
        if old == new and name not in {"member", "team", "name"}:
            continue
        before, after = spoken.value(entry, name, old), spoken.value(entry, name, new)
        if before or after:
            yield Change(name=field_name(name), before=before, after=after)
