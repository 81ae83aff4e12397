"""Imports and exports."""

import json
from typing import Any

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from ninja import File, Form, Query, Router, Status, UploadedFile

from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.pages import Page, PageQuery, page_of
from emptychair.api.schemas.moving import ExportIn, ExportOut, ImportOut
from emptychair.exchange.queries import export_with_id, import_with_id, imports_of
from emptychair.exchange.services.exporting import begin_export, note_download
from emptychair.exchange.services.starting import begin_import, check_file, start_import
from emptychair.exchange.services.undoing import begin_undo
from emptychair.kit.errors import Invalid

router = Router(tags=["moving"])


@router.post(
    "/imports", response={201: ImportOut}, summary="Import a file", operation_id="import_file"
)
def put_import(
    request: HttpRequest,
    file: File[UploadedFile],
    shape: Form[str] = "",
    mapping: Form[str] = "{}",
    dry_run: Form[bool] = False,  # noqa: FBT002 - a field of the form
) -> Any:
    """CSV, TSV or XLSX of people, companies, answers, events, orders ...; `mapping` is JSON.

    It maps fields to headings, the rest is guessed; without `shape` the kind of file as well, look
    at `shape` of the answer. A dry run counts and stores no rows; otherwise
    the rows are written by a job: ask for the import until it is done. The same file twice adds
    nothing.
    """
    access = access_of(request, Permission.DATA_IMPORT)
    run = start_import(
        access,
        shape=shape,
        file=file.chunks(),
        file_name=file.name or "file",
        mapping=_mapping(mapping),
    )
    if dry_run:
        check_file(access, run, now=timezone.now())
    else:
        begin_import(access, run)
    return Status(201, import_with_id(access, run.pk))


@router.get("/imports", response=Page[ImportOut], summary="Imports", operation_id="imports")
def list_imports(request: HttpRequest, page: Query[PageQuery]) -> Any:
    """All imports, newest first."""
    return page_of(imports_of(access_of(request, Permission.DATA_IMPORT)), page, lambda one: one)


@router.get("/imports/{run_id}", response=ImportOut, summary="One import", operation_id="import")
def show_import(request: HttpRequest, run_id: int) -> Any:
    """How far it came."""
    return import_with_id(access_of(request, Permission.DATA_IMPORT), run_id)


@router.post(
    "/imports/{run_id}/begin",
    response=ImportOut,
    summary="Write the rows after a dry run",
    operation_id="begin_import",
)
def put_begin(request: HttpRequest, run_id: int) -> Any:
    """Write the rows of a checked import, by a job."""
    access = access_of(request, Permission.DATA_IMPORT)
    begin_import(access, import_with_id(access, run_id))
    return import_with_id(access, run_id)


@router.post(
    "/imports/{run_id}/undo",
    response=ImportOut,
    summary="Take an import back",
    operation_id="undo_import",
)
def put_undo(request: HttpRequest, run_id: int) -> Any:
    """Everything as before the import, by a job; what was used since stays."""
    access = access_of(request, Permission.DATA_IMPORT)
    begin_undo(access, import_with_id(access, run_id))
    return import_with_id(access, run_id)


@router.post("/exports", response={201: ExportOut}, summary="Export tables", operation_id="export")
def put_export(request: HttpRequest, body: ExportIn) -> Any:
    """Made by a job: ask for the export until it is done, then fetch its file."""
    access = access_of(request, Permission.DATA_EXPORT)
    export = begin_export(access, tables=body.tables, form=body.form)
    return Status(201, export_with_id(access, export.pk))


@router.get(
    "/exports/{export_id}", response=ExportOut, summary="One export", operation_id="export_state"
)
def show_export(request: HttpRequest, export_id: int) -> Any:
    """How far it came."""
    return export_with_id(access_of(request, Permission.DATA_EXPORT), export_id)


@router.get(
    "/exports/{export_id}/file",
    summary="The file of an export",
    operation_id="export_file",
    openapi_extra={"responses": {200: {"description": "The file"}}},
)
def show_export_file(request: HttpRequest, export_id: int) -> FileResponse:
    """The finished file; that it was taken stands in the audit trail."""
    access = access_of(request, Permission.DATA_EXPORT)
    export = export_with_id(access, export_id)
    path = note_download(access, export)
    return FileResponse(path.open("rb"), as_attachment=True, filename=export.file_name)


def _mapping(text: str) -> dict[str, str]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        raise Invalid(field="mapping") from None
    if not isinstance(found, dict):
        raise Invalid(field="mapping")
    return {str(key): str(value) for key, value in found.items()}
