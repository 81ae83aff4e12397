"""Putting two rows of one person together, and taking it back so that nothing shows of it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.analytics.untold import tell_of_untold_changes
from emptychair.customers.errors import MergeTooOld, SameRow
from emptychair.customers.events import MergeUndone, PeopleMerged
from emptychair.customers.models import Person, PersonMerge
from emptychair.customers.queries.merges import later_merges
from emptychair.customers.rules.merging import FIELDS, merged_fields
from emptychair.customers.rules.names import BETWEEN, LONGEST
from emptychair.customers.services.belongings import move_back, move_belongings
from emptychair.customers.services.searchable import fill_search_text
from emptychair.kit.events import publish

_STORED = (*FIELDS, "attributes", "note", "last_event_at", "search_text")


def merge_people(
    access: Access, kept: Person, other: Person, *, take: frozenset[str] = frozenset()
) -> PersonMerge:
    """Make `other` a part of `kept`: its rows in all domains move, gaps of `kept` are filled.

    Fields in `take` come from `other`. Rows that would clash with one of `kept` stay where they
    are. Raises `SameRow`.
    """
    access.require(Permission.CUSTOMER_MERGE)
    if kept.pk == other.pk or kept.merged_into_id or other.merged_into_id:
        raise SameRow
    with transaction.atomic():
        kept, other = _locked(access, kept.pk), _locked(access, other.pk)
        before = {name: getattr(kept, name) for name in _STORED}
        changes = merged_fields(_values(kept), _values(other), take=take)
        _fill(access, kept, other, changes)
        belongings = move_belongings(access, other.pk, kept.pk)
        tell_of_untold_changes(access.workspace.pk)
        after = {name: getattr(kept, name) for name in _STORED}
        story = {"before": _plain(before), "after": _plain(after), **belongings}
        merge = PersonMerge.objects.create(
            workspace=access.workspace, kept=kept, merged=other, before=story
        )
        record_audit(access, kept, action="person.merged", after={"merged": other.pk})
        publish(
            PeopleMerged(
                workspace_id=access.workspace.pk,
                about=f"person:{kept.pk}",
                merge_id=merge.pk,
                kept_id=kept.pk,
                moved_id=other.pk,
            )
        )
    return merge


def undo_merge(access: Access, merge: PersonMerge, *, now: datetime) -> PersonMerge:
    """Take a merge back: rows return, fields that nobody changed since are as they were.

    What came after the merge stays with the row that was kept. Twice is once. Raises
    `MergeTooOld` while a later merge stands on this one.
    """
    access.require(Permission.CUSTOMER_MERGE)
    if merge.undone_at is not None:
        return merge
    if later_merges(access, merge).exists():
        raise MergeTooOld
    with transaction.atomic():
        kept = _locked(access, merge.kept_id)
        _restore(access, kept, merge.before["before"], merge.before["after"])
        move_back(access, merge.before, merge.merged_id, merge.kept_id)
        Person.objects.visible_to(access).filter(pk=merge.merged_id).update(merged_into=None)
        tell_of_untold_changes(access.workspace.pk)
        merge.undone_at = now
        merge.save(update_fields=["undone_at", "changed_at"])
        record_audit(access, kept, action="person.merge_undone", before={"merged": merge.merged_id})
        publish(
            MergeUndone(
                workspace_id=access.workspace.pk,
                about=f"person:{merge.kept_id}",
                merge_id=merge.pk,
                kept_id=merge.kept_id,
                moved_id=merge.merged_id,
            )
        )
    return merge


def _locked(access: Access, person_id: int) -> Person:
    rows = Person.objects.visible_to(access).select_for_update(of=("self",))
    return rows.select_related("company").get(pk=person_id)


def _values(person: Person) -> dict[str, Any]:
    return {
        name: getattr(person, name) for name in (*FIELDS, "attributes", "note", "last_event_at")
    }


def _fill(access: Access, kept: Person, other: Person, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(kept, name, value)
    company = kept.company.name if kept.company is not None else ""
    fill_search_text(access, kept, company_name=company)
    kept.search_text = BETWEEN.join((kept.search_text, other.search_text))[:LONGEST]
    rows = Person.objects.visible_to(access)  # update() leaves `changed_at` as it is
    rows.filter(pk=kept.pk).update(**changes, search_text=kept.search_text)
    rows.filter(pk=other.pk).update(merged_into=kept)


def _restore(access: Access, kept: Person, before: dict[str, Any], after: dict[str, Any]) -> None:
    now_there = _plain({name: getattr(kept, name) for name in _STORED})
    back = {
        name: _column(name).to_python(value)
        for name, value in before.items()
        if now_there[name] == after[name] != value
    }
    if back:
        Person.objects.visible_to(access).filter(pk=kept.pk).update(**back)


def _column(name: str) -> Any:
    return Person._meta.get_field(name.removesuffix("_id"))  # noqa: SLF001 - Django's


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str | dict) else str(value)
