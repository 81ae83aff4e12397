"""Taking a whole import back, from its last row to its first.

What was changed gets its old values, unless somebody changed it since. What was added is deleted,
unless somebody used it since: a case, a message, an answer, another import hangs on it. What stays
is counted, with the reason.
"""

import time
from collections import Counter
from datetime import datetime
from typing import Any, Final

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import AttributeDefinition, Company, Contract, Person
from emptychair.customers.services.bulk.contract_history import forget_contract_changes
from emptychair.customers.services.searchable import renew_search_text_of
from emptychair.exchange.errors import NotNow
from emptychair.exchange.models import ImportedRow, ImportRun
from emptychair.exchange.rules.origin import source_of
from emptychair.exchange.rules.plain import plain_value
from emptychair.exchange.services.following import look_at_customers_again
from emptychair.exchange.services.untouched import Untouched
from emptychair.exchange.types import CAN_BE_UNDONE, RunState
from emptychair.jobs import enqueue

_BATCH: Final = 500
# Made of the row itself, and gone with it: they are no use that somebody made of it.
_DERIVED: Final = frozenset(
    {"customers.timelineentry", "customers.contractchange", "exchange.importedrow"}
)
_DERIVED_APPS: Final = frozenset({"voice", "metrics", "renewals"})


def begin_undo(access: Access, run: ImportRun) -> ImportRun:
    """Take an import back, as a job. Raises `NotNow`."""
    access.require(Permission.DATA_IMPORT)
    with transaction.atomic():
        rows = ImportRun.objects.visible_to(access).filter(pk=run.pk, state__in=CAN_BE_UNDONE)
        if not rows.update(state=RunState.UNDOING, left={}):
            raise NotNow
        record_audit(access, run, action="import.undo_started", after={"file": run.file_name})
        enqueue("exchange.undo_import", run_id=run.pk)
    run.refresh_from_db()
    return run


def undo_import(
    access: Access, run: ImportRun, *, now: datetime, seconds: float | None = None
) -> bool:
    """Take back what is not yet taken back; False when rows are left after so many seconds."""
    until = time.monotonic() + seconds if seconds is not None else None
    left = Counter(run.left)
    below: int | None = None
    while True:
        with transaction.atomic():
            rows = ImportedRow.objects.visible_to(access).filter(run=run).order_by("-pk")
            notes = list((rows if below is None else rows.filter(pk__lt=below))[:_BATCH])
            if not notes:
                _finish(access, run, left, now)
                return True
            done = _take_back(access, notes, left)
            rows.filter(pk__in=done).delete()
            run.left = dict(left)
            ImportRun.objects.visible_to(access).filter(pk=run.pk).update(left=run.left)
        below = notes[-1].pk
        if until is not None and time.monotonic() > until:
            return False


def _take_back(access: Access, notes: list[ImportedRow], left: Counter[str]) -> list[int]:
    """Notes whose rows are as before; of the others the reasons are counted."""
    done: list[int] = []
    run: list[ImportedRow] = []
    for note in notes:
        if run and (note.table != run[0].table or (note.before is None) != (run[0].before is None)):
            done += _take_back_alike(access, run, left)
            run = []
        run.append(note)
    return done + _take_back_alike(access, run, left)


def _take_back_alike(access: Access, notes: list[ImportedRow], left: Counter[str]) -> list[int]:
    notes = list(ImportedRow.objects.filter(pk__in=[note.pk for note in notes]).order_by("-pk"))
    model = apps.get_model(notes[0].table)
    ids = {note.object_id for note in notes}
    rows = model._default_manager.filter(workspace=access.workspace)  # noqa: SLF001 - Django's public name
    things = {thing.pk: thing for thing in rows.filter(pk__in=ids)}
    if notes[0].before is None:
        _delete_unused(access, model, things, notes, left)
    else:
        _restore(access, model, things, notes, left)
    return [note.pk for note in notes]


def _delete_unused(
    access: Access,
    model: type[Model],
    things: dict[int, Any],
    notes: list[ImportedRow],
    left: Counter[str],
) -> None:
    used = _used(access, model, things)
    for note in notes:
        thing = things.get(note.object_id)
        if thing is not None and thing.changed_at > note.created_at:
            used.setdefault(thing.pk, "changed-since")
    for reason in used.values():
        left[reason] += 1
    unused = [pk for pk in things if pk not in used]
    rows = model._default_manager.filter(workspace=access.workspace)  # noqa: SLF001 - Django's public name
    rows.filter(pk__in=unused).delete()


def _used(access: Access, model: type[Model], things: dict[int, Any]) -> dict[int, str]:
    """Which of these have something hanging on them that is not part of the import."""
    if model is AttributeDefinition:
        return _used_attributes(access, things)
    used: dict[int, str] = {}
    for relation in model._meta.related_objects:  # noqa: SLF001 - Django's public name
        other: Any = relation.related_model
        label, app = other._meta.label_lower, other._meta.app_label  # noqa: SLF001 - Django's public name
        if label in _DERIVED or app in _DERIVED_APPS:
            continue
        column = relation.field.name
        rows = other._default_manager.filter(**{f"{column}__in": list(things)})  # noqa: SLF001 - Django's public name
        for pk in rows.values_list(f"{column}_id", flat=True).distinct():
            used.setdefault(pk, f"used-by-{other._meta.model_name}")  # noqa: SLF001 - Django's public name
    return used


def _used_attributes(access: Access, things: dict[int, Any]) -> dict[int, str]:
    tables = {"person": Person, "company": Company}
    return {
        pk: "used-by-attribute"
        for pk, thing in things.items()
        if tables[thing.applies_to]
        .objects.visible_to(access)  # type: ignore[attr-defined]  # both are tables of a workspace
        .filter(attributes__has_key=thing.key)
        .exists()
    }


def _restore(
    access: Access,
    model: type[Model],
    things: dict[int, Any],
    notes: list[ImportedRow],
    left: Counter[str],
) -> None:
    touched: set[str] = set()
    changed: dict[int, Any] = {}
    renamed: list[Company] = []
    stand = Untouched(model)
    for note in notes:
        thing = things.get(note.object_id)
        if thing is None:
            continue
        as_left = stand.is_as_left(thing, note)
        names, kept = _restore_one(thing, note)
        stand.restored(thing, note, untouched=as_left and not kept)
        left["changed-since"] += 1 if kept else 0
        touched |= names
        if names:
            changed[thing.pk] = thing
        if "name" in names and isinstance(thing, Company):
            renamed.append(thing)
    if changed:
        model._default_manager.bulk_update(  # noqa: SLF001 - Django's public name
            list(changed.values()), sorted({*touched, "changed_at"}), batch_size=100
        )
    stand.tell_earlier(access, before=notes[-1].pk)
    for company in renamed:
        renew_search_text_of(access, company)
    if model is Contract:
        forget_contract_changes(access, list(changed), source=source_of(notes[0].run_id))


def _restore_one(thing: Any, note: ImportedRow) -> tuple[set[str], bool]:
    """Columns that got their old value, and whether one did not since it is another by now."""
    before, after = note.before or {}, note.after or {}
    back: set[str] = set()
    kept = False
    for name, old in before.items():
        if name == "changed_at":
            continue
        if plain_value(getattr(thing, name)) != after.get(name):
            kept = True
            continue
        setattr(thing, name, _value(thing, name, old))
        back.add(name)
    return back, kept


def _value(thing: Any, name: str, old: Any) -> Any:
    """A column from JSON; keys of other rows (`company_id`) are columns as well."""
    fields = {field.attname: field for field in thing._meta.concrete_fields}  # noqa: SLF001 - Django's public name
    field = fields[name]
    return old if field.is_relation else field.to_python(old)


def _finish(access: Access, run: ImportRun, left: Counter[str], now: datetime) -> None:
    rows = ImportRun.objects.visible_to(access).filter(pk=run.pk, state=RunState.UNDOING)
    if rows.update(state=RunState.UNDONE, undone_at=now, left={k: v for k, v in left.items() if v}):
        record_audit(access, run, action="import.undone", after={"left": dict(left)})
        look_at_customers_again(access, run, now=now)
    run.refresh_from_db()
