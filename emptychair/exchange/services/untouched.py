"""Whether rows stand as an import left them, told on to the imports before it.

A row that gets its old values back is written at that moment: whoever keeps rows reads it again. To
the import before, which looks whether somebody changed the row since, it is untouched all the same.
"""

from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.exchange.models import ImportedRow
from emptychair.exchange.rules.plain import plain_value


class Untouched:
    """Rows of one table whose old values come back, the last change first."""

    def __init__(self, model: type[Model]) -> None:
        self._table = model._meta.label_lower  # noqa: SLF001 - Django's public name
        self._written = timezone.now()
        self._was: dict[int, str] = {}  # when rows that nobody touched had been written before

    def is_as_left(self, thing: Any, note: ImportedRow) -> bool:
        """Whether nobody wrote the row since the change that the note tells."""
        left_at = (note.after or {}).get("changed_at")
        return left_at in {plain_value(thing.changed_at), self._was.get(thing.pk)}

    def restored(self, thing: Any, note: ImportedRow, *, untouched: bool) -> None:
        """The row has its old values, as far as nobody else's stand there."""
        thing.changed_at = self._written
        if untouched and note.before is not None:
            self._was[thing.pk] = note.before["changed_at"]
        else:
            self._was.pop(thing.pk, None)

    def tell_earlier(self, access: Access, *, before: int) -> None:
        """Notes below this one that left a row as it now is again hold for what was written now."""
        access.require(Permission.DATA_IMPORT)
        notes = ImportedRow.objects.visible_to(access).filter(
            table=self._table, object_id__in=list(self._was), pk__lt=before
        )
        changed = [note for note in notes if self._still_holds(note)]
        ImportedRow.objects.bulk_update(changed, ["created_at", "after"], batch_size=200)

    def _still_holds(self, note: ImportedRow) -> bool:
        was = self._was[note.object_id]
        if note.before is None:
            moment = parse_datetime(was)
            holds = moment is not None and note.created_at >= moment
            note.created_at = self._written
        else:
            holds = (note.after or {}).get("changed_at") == was
            note.after = {**(note.after or {}), "changed_at": plain_value(self._written)}
        return holds
