"""From a stored file to understood rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.exchange.errors import FileGone, FileNotReadable
from emptychair.exchange.models import ImportRun
from emptychair.exchange.rules.rows import RowReader
from emptychair.exchange.services.files import stored_path
from emptychair.exchange.shapes import shape_named
from emptychair.exchange.types import ImportShape, Row, Settings
from emptychair.sheets import SheetError, Table, open_table
from emptychair.sheets.errors import SENTENCES


@dataclass(frozen=True)
class OpenFile:
    """A file that is understood, with its shape and what the person chose."""

    shape: ImportShape
    table: Table
    reader: RowReader
    settings: Settings

    def rows(self, *, skip: int = 0) -> Iterator[tuple[int, list[str]]]:
        """Rows with the numbers a spreadsheet shows. Raises `FileNotReadable` in mid-file."""
        try:
            yield from self.table.rows(skip=skip)
        except SheetError as error:
            raise FileNotReadable(_sentence(error), reason=error.code) from error

    def understand(self, lines: list[tuple[int, list[str]]]) -> list[Row]:
        """What these rows say; blank ones say nothing."""
        read = (self.reader.understand(number, cells) for number, cells in lines)
        return [row for row in read if row is not None]

    @property
    def missing(self) -> list[tuple[str, ...]]:
        """The groups of fields of which none has a column."""
        found = {choice.field for choice in self.table.choices}
        return [group for group in self.shape.needs if found.isdisjoint(group)]


def open_run(access: Access, run: ImportRun) -> OpenFile:
    """The file of an import. Raises `FileNotReadable`, `FileGone`."""
    shape, chosen = shape_named(run.shape), Settings.of(run.choices)
    path = stored_path(access, run.stored_as)
    if not path.is_file():
        raise FileGone
    known = {field.name for field in shape.fields}
    mapping = {field: header for field, header in run.mapping.items() if field in known}
    try:
        table = open_table(
            path, shape.sheet_shape, mapping=mapping, date_order=chosen.date_order or None
        )
    except SheetError as error:
        raise FileNotReadable(_sentence(error), reason=error.code) from error
    reader = RowReader(shape, table, access.workspace.zone, left_out=chosen.left_out)
    return OpenFile(shape, table, reader, chosen)


def _sentence(error: SheetError) -> str:
    return str(_(SENTENCES[error.code]).format(**error.params))
