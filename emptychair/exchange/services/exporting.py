"""Making exports: a table or all of them, as CSV, XLSX or JSON lines, kept for a week."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.exchange.errors import FileGone, NothingChosen
from emptychair.exchange.models import ExportRun, ImportRun
from emptychair.exchange.services.files import new_place, remove_stored, stored_path
from emptychair.exchange.tables import TABLES
from emptychair.exchange.tables.types import ExportColumn, ExportTable
from emptychair.exchange.tables.unlinked import PROMISED, days_only, if_named, told_of
from emptychair.exchange.types import BUSY, ExportState
from emptychair.jobs import enqueue
from emptychair.kit.masking import mask_email, mask_name, mask_names
from emptychair.sheets import safe_cell
from emptychair.surveys.queries.privacy import surveys_with_hidden_words

FORMS: Final = ("csv", "xlsx", "jsonl")
KEPT: Final = timedelta(days=7)
FILES_KEPT: Final = timedelta(days=90)  # uploaded ones, so that rejected rows can be looked up
_AT_ONCE: Final = 2000
# Answers of surveys that may show none yet: the way from a row to its survey.
_PRIVATE: Final = {
    "answers": "survey",
    "answers_by_question": "survey",
    "corrections": "response__survey",
}
_LONGEST_CELL: Final = 32_000  # a spreadsheet takes 32,767 signs


def begin_export(access: Access, *, tables: Sequence[str], form: str) -> ExportRun:
    """Have a file made by a job. Raises `NothingChosen`."""
    access.require(Permission.DATA_EXPORT)
    chosen = [name for name in TABLES if name in tables]
    if not chosen or form not in FORMS:
        raise NothingChosen
    with transaction.atomic():
        export = ExportRun.objects.create(
            workspace=access.workspace,
            state=ExportState.WAITING,
            tables=chosen,
            form=form,
            with_names=access.may_see_names,
            started_by_id=access.user_id,
            started_by_label=access.actor.label[:200],
        )
        record_audit(
            access, export, action="export.started", after={"tables": chosen, "form": form}
        )
        enqueue("exchange.make_export", export_id=export.pk)
    export.refresh_from_db()
    return export


def make_export(access: Access, export: ExportRun, *, now: datetime) -> None:
    """Write the file; doing it twice writes it anew."""
    tables = [TABLES[name] for name in export.tables if name in TABLES]
    total = sum(_rows(access, table).count() for table in tables)
    mine = ExportRun.objects.visible_to(access).filter(pk=export.pk)
    mine.update(state=ExportState.RUNNING, rows_total=total, rows_done=0)
    remove_stored(access, export.stored_as)
    place = new_place(access, "exports")
    mine.update(stored_as=place)
    path = stored_path(access, place)
    ending = export.form if len(tables) == 1 or export.form == "xlsx" else "zip"
    writing = _Writing(access, export, tables)
    writing.write(path, ending)
    path.chmod(0o600)
    what = tables[0].name if len(tables) == 1 else "everything"
    day = now.astimezone(access.workspace.zone).date()
    with transaction.atomic():
        mine.update(
            state=ExportState.DONE,
            rows_done=writing.done,
            size=path.stat().st_size,
            file_name=f"{access.workspace.slug}-{what}-{day}.{ending}",
            finished_at=now,
            expires_at=now + KEPT,
        )
        record_audit(access, export, action="export.made", after={"rows": writing.done})


def fail_export(access: Access, export: ExportRun) -> None:
    """Note that it could not be made."""
    remove_stored(access, export.stored_as)
    rows = ExportRun.objects.visible_to(access).filter(pk=export.pk)
    rows.update(state=ExportState.FAILED, stored_as="")


def note_download(access: Access, export: ExportRun) -> Path:
    """Where the file lies; that it was taken stands in the audit trail. Raises `FileGone`."""
    access.require(Permission.DATA_EXPORT)
    if export.state != ExportState.DONE:
        raise FileGone
    path = stored_path(access, export.stored_as)
    if not path.is_file():
        raise FileGone
    record_audit(access, export, action="export.downloaded")
    return path


def drop_expired(access: Access, *, now: datetime) -> int:
    """Remove exports whose week is over and files of old imports, of all workspaces."""
    dropped = 0
    if access.place is not None:
        return dropped
    late = ExportRun.objects.filter(state=ExportState.DONE, expires_at__lt=now)
    for export in late.select_related("workspace"):
        remove_stored(Access.system(export.workspace, access.actor.label), export.stored_as)
        ExportRun.objects.filter(pk=export.pk).update(state=ExportState.EXPIRED, stored_as="")
        dropped += 1
    old = ImportRun.objects.filter(created_at__lt=now - FILES_KEPT).exclude(state__in=BUSY)
    for run in old.exclude(stored_as="").select_related("workspace"):
        remove_stored(Access.system(run.workspace, access.actor.label), run.stored_as)
        ImportRun.objects.filter(pk=run.pk).update(stored_as="")
    return dropped


def table_rows(access: Access, name: str, *, with_names: bool) -> Iterator[dict[str, Any]]:
    """The rows of one table as they go out, masked where names may not be seen."""
    access.require(Permission.DATA_EXPORT)
    table = TABLES[name]
    language = access.workspace.language
    kept = _kept(table, with_names=with_names)
    paths = (*table.paths, PROMISED) if table.name in _PRIVATE else table.paths
    for found in _rows(access, table).values(*paths).iterator(chunk_size=_AT_ONCE):
        values = days_only(found, access.workspace.zone)
        person = str(values.get(table.person) or "") if table.person else ""
        yield {
            column.header: values[column.path]
            if with_names
            else _masked(column, values[column.path], person, language)
            for column in kept
        }


def _rows(access: Access, table: ExportTable) -> Any:
    model = apps.get_model(table.model)
    rows = model._default_manager.filter(workspace=access.workspace)  # noqa: SLF001 - Django's public name
    if table.name in _PRIVATE:
        survey = _PRIVATE[table.name]
        rows = rows.exclude(**{f"{survey}__in": surveys_with_hidden_words(access)})
        rows = rows.annotate(**told_of(table.name, survey))
    if table.name == "invitations":  # who answered a survey without names is told to nobody
        rows = rows.annotate(told_answered_at=if_named("survey", "answered_at", None))
    return rows.filter(**table.where).order_by("pk")


def _kept(table: ExportTable, *, with_names: bool) -> list[ExportColumn]:
    return [one for one in table.columns if with_names or one.masked != "hidden"]


def _masked(column: ExportColumn, value: Any, person: str, language: str) -> Any:
    if not value or not column.masked:
        return value
    if column.masked == "name":
        return mask_name(str(value), language)
    if column.masked == "email":
        return mask_email(str(value))
    if column.masked == "cells":
        return {key: _masked_cell(key, cell, person, language) for key, cell in value.items()}
    return mask_names(str(value), [person] if person else [])


def _masked_cell(key: str, cell: Any, person: str, language: str) -> Any:
    if not isinstance(cell, str):
        return cell
    if key == "name":
        return mask_name(cell, language)
    return mask_email(cell) if key == "email" else mask_names(cell, [person] if person else [])


def _text(value: Any) -> str:
    if value is None or value in ({}, []):
        return ""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


class _Writing:
    """One export being written; tells now and then how far it is."""

    def __init__(self, access: Access, export: ExportRun, tables: list[ExportTable]) -> None:
        self._access, self._export, self._tables = access, export, tables
        self.done = 0

    def write(self, path: Path, ending: str) -> None:
        if ending == "xlsx":
            return self._workbook(path)
        if ending == "zip":
            return self._zip(path)
        with path.open("wb") as file:
            self._table(file, self._tables[0])
        return None

    def _zip(self, path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for table in self._tables:
                with archive.open(f"{table.name}.{self._export.form}", "w") as file:
                    self._table(file, table)

    def _table(self, file: IO[bytes], table: ExportTable) -> None:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        if self._export.form == "jsonl":
            for row in self._rows(table):
                text.write(json.dumps(row, ensure_ascii=False, default=_plain) + "\n")
        else:
            text.write("\ufeff")  # so that a double click opens it rightly
            writer = csv.writer(text)
            writer.writerow(self._headers(table))
            writer.writerows(_safe(row.values()) for row in self._rows(table))
        text.flush()
        text.detach()

    def _workbook(self, path: Path) -> None:
        import xlsxwriter

        plain = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(str(path), plain) as book:
            for table in self._tables:
                sheet = book.add_worksheet(table.name[:31])
                sheet.freeze_panes(1, 0)
                sheet.write_row(0, 0, self._headers(table))
                for number, row in enumerate(self._rows(table), start=1):
                    for column, cell in enumerate(_safe(row.values())):
                        sheet.write_string(number, column, cell[:_LONGEST_CELL])

    def _headers(self, table: ExportTable) -> list[str]:
        return [one.header for one in _kept(table, with_names=self._export.with_names)]

    def _rows(self, table: ExportTable) -> Iterator[dict[str, Any]]:
        for row in table_rows(self._access, table.name, with_names=self._export.with_names):
            self.done += 1
            if self.done % _AT_ONCE == 0:
                rows = ExportRun.objects.visible_to(self._access).filter(pk=self._export.pk)
                rows.update(rows_done=self.done, changed_at=timezone.now())
            yield row


def _safe(values: Iterable[Any]) -> list[str]:
    return [safe_cell(_text(value)) for value in values]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value)
