"""Imports and exports as pages show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.exchange.models import ExportRun, ImportRun, RejectedRow
from emptychair.exchange.types import BUSY, ExportState, RunState
from emptychair.kit.errors import NotFound
from emptychair.sheets import safe_cell


@dataclass(frozen=True, slots=True)
class Busy:
    """Whether a page should look again soon."""

    imports: bool
    exports: bool


def imports_of(access: Access) -> QuerySet[ImportRun]:
    """All imports, newest first. For those who may import."""
    access.require(Permission.DATA_IMPORT)
    return ImportRun.objects.visible_to(access).order_by("-created_at", "-pk")


def import_with_id(access: Access, run_id: int) -> ImportRun:
    """One import. Raises `NotFound`."""
    access.require(Permission.DATA_IMPORT)
    run = ImportRun.objects.visible_to(access).filter(pk=run_id).first()
    if run is None:
        raise NotFound
    return run


def same_file_before(access: Access, run: ImportRun) -> ImportRun | None:
    """An earlier import of the same bytes that was not taken back."""
    states = (RunState.DONE, RunState.RUNNING)
    earlier = imports_of(access).filter(file_hash=run.file_hash, shape=run.shape, state__in=states)
    return earlier.filter(pk__lt=run.pk).first()


def rejected_rows(access: Access, run: ImportRun, *, limit: int) -> list[RejectedRow]:
    """The first rows that were set aside."""
    access.require(Permission.DATA_IMPORT)
    rows = RejectedRow.objects.visible_to(access).filter(run=run).order_by("row_number")
    return list(rows[:limit])


def rejected_table(
    access: Access, run: ImportRun, headers: tuple[str, ...], reasons: dict[str, str]
) -> Iterator[list[str]]:
    """All rows that were set aside as they stood in the file, with row number and reason first.

    Corrected, the file can be imported as it is.
    """
    access.require(Permission.DATA_IMPORT)
    yield [_("row in the file"), _("reason"), *(safe_cell(header) for header in headers)]
    rows = RejectedRow.objects.visible_to(access).filter(run=run).order_by("row_number", "pk")
    for row in rows.iterator(chunk_size=500):
        cells = [safe_cell(str(cell)) for cell in row.cells]
        yield [str(row.row_number), reasons.get(row.reason, row.reason), *cells]


def exports_of(access: Access, *, limit: int = 20) -> list[ExportRun]:
    """The newest exports. For those who may export."""
    access.require(Permission.DATA_EXPORT)
    return list(ExportRun.objects.visible_to(access).order_by("-created_at", "-pk")[:limit])


def export_with_id(access: Access, export_id: int) -> ExportRun:
    """One export that may be downloaded: with names only for those who may see them."""
    access.require(Permission.DATA_EXPORT)
    rows = ExportRun.objects.visible_to(access)
    if not access.may_see_names:
        rows = rows.filter(with_names=False)
    found = rows.filter(pk=export_id).first()
    if found is None:
        raise NotFound
    return found


def what_is_busy(access: Access) -> Busy:
    """Whether imports or exports are at work."""
    imports = ImportRun.objects.visible_to(access).filter(state__in=BUSY).exists()
    busy = (ExportState.WAITING, ExportState.RUNNING)
    exports = ExportRun.objects.visible_to(access).filter(state__in=busy).exists()
    return Busy(imports, exports)


def work_of_import(
    access: Access, run_id: int, *, state: RunState | None = None
) -> tuple[Access, ImportRun] | None:
    """For a job: the import, if it is still in this state, and the access to work with."""
    rows = ImportRun.objects.select_related("workspace").filter(pk=run_id)
    run = (rows.filter(state=state) if state else rows).first()
    if run is None:
        return None
    reason = f"{access.actor.label}: {run.started_by_label}"
    return Access.system(run.workspace, reason), run


def work_of_export(access: Access, export_id: int) -> tuple[Access, ExportRun] | None:
    """For a job: the export, if it is not made yet, and the access to work with."""
    states = (ExportState.WAITING, ExportState.RUNNING)
    export = (
        ExportRun.objects.select_related("workspace").filter(pk=export_id, state__in=states).first()
    )
    if export is None:
        return None
    reason = f"{access.actor.label}: {export.started_by_label}"
    return Access.system(export.workspace, reason), export


def runs_that_wait_for_jobs(access: Access, *, before: datetime) -> list[int]:
    """Imports that are said to run and have not moved for long, of all workspaces."""
    if access.place is not None:
        return []
    stuck = Q(state=RunState.RUNNING, changed_at__lt=before)
    return list(islice(ImportRun.objects.filter(stuck).values_list("pk", flat=True), 100))
