"""What a batch of rows does to the tables, kept so that it can be counted and taken back."""

from collections import Counter
from datetime import datetime
from typing import Any, Final

from django.db.models import Model
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.customers.models import Contract
from emptychair.customers.services.bulk.contract_history import TermsChanged, keep_contract_history
from emptychair.exchange.models import ImportedRow, ImportRun, RejectedRow
from emptychair.exchange.rules.origin import source_of
from emptychair.exchange.rules.plain import as_plain
from emptychair.exchange.types import Row, Status
from emptychair.kit.storing import store_changed, store_new, store_plain

_NOTED: Final = ("row_number", "table", "object_id", "before", "after")
_Note = tuple[int, str, int, dict[str, Any] | None, dict[str, Any] | None]  # as in `_NOTED`


class Ledger:
    """New and changed things of one batch. They are stored by `flush`, the notes by `close`."""

    def __init__(self, access: Access, run: ImportRun, *, now: datetime) -> None:
        self.access, self.run, self.now = access, run, now
        self.statuses: dict[int, Status] = {}
        self.rejects: list[RejectedRow] = []
        self._new: dict[type[Model], list[tuple[int, Any]]] = {}
        self._changed: dict[tuple[type[Model], int], tuple[int, Any, dict[str, Any]]] = {}
        self._notes: list[_Note] = []

    def add(self, row: Row, thing: Model) -> None:
        """A new thing; it has an id after `flush`."""
        self._new.setdefault(type(thing), []).append((row.number, thing))

    def write(self, row: Row, thing: Model, values: dict[str, Any]) -> bool:
        """Set what differs; whether anything did."""
        differing = {name: value for name, value in values.items() if getattr(thing, name) != value}
        if not differing:
            return False
        if thing.pk is not None:
            key = (type(thing), thing.pk)
            _, _, before = self._changed.setdefault(key, (row.number, thing, {}))
            for name in differing:
                before.setdefault(name, getattr(thing, name))
        for name, value in differing.items():
            setattr(thing, name, value)
        return True

    def reject(self, row: Row, reason: str, *, column: str = "", value: str = "") -> None:
        """Set a row aside."""
        self.statuses[row.number] = Status.REJECTED
        self.rejects.append(
            RejectedRow(
                workspace=self.access.workspace,
                run=self.run,
                row_number=row.number,
                reason=reason,
                column=column[:300],
                value=value[:200],
                cells=list(row.cells),
            )
        )

    def note(self, row: Row, status: Status) -> None:
        """What came of a row."""
        self.statuses[row.number] = status

    def flush(self, model: type[Model]) -> None:
        """Store the new things of one table, which then have ids."""
        new = self._new.pop(model, [])
        if new:
            store_new([thing for _, thing in new])
            self._notes += [self._note(number, thing) for number, thing in new]

    def close(self) -> Counter[str]:
        """Store what is left with all notes; how many rows had which status."""
        for model in list(self._new):
            self.flush(model)
        for model in dict.fromkeys(model for model, _ in self._changed):
            self._update([one for key, one in self._changed.items() if key[0] is model])
        self._store_notes()
        store_new(self.rejects)
        return Counter(status.value for status in self.statuses.values())

    def _update(self, changed: list[tuple[int, Any, dict[str, Any]]]) -> None:
        written = timezone.now()  # not when the file was begun: whoever keeps rows reads later
        for _, thing, before in changed:
            before["changed_at"] = thing.changed_at
            thing.changed_at = written
        fields = sorted({name for _, _, before in changed for name in before})
        store_changed([thing for _, thing, _ in changed], fields)
        self._notes += [self._note(number, thing, before) for number, thing, before in changed]
        terms = [TermsChanged(one, old) for _, one, old in changed if isinstance(one, Contract)]
        keep_contract_history(self.access, terms, now=self.now, source=source_of(self.run.pk))

    def _note(self, number: int, thing: Any, before: dict[str, Any] | None = None) -> _Note:
        table = thing._meta.label_lower  # noqa: SLF001 - Django's public name
        if before is None:
            return number, table, thing.pk, None, None
        after = {name: getattr(thing, name) for name in before}
        return number, table, thing.pk, as_plain(before.items()), as_plain(after.items())

    def _store_notes(self) -> None:
        now = timezone.now()  # after everything above was written: undoing compares with it
        run = (self.access.workspace.pk, self.run.pk, now, now)
        columns = ("workspace", "run", "created_at", "changed_at", *_NOTED)
        store_plain(ImportedRow, columns, [(*run, *note) for note in self._notes])
