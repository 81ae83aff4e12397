"""Beginning an import: the file is kept, its columns are guessed, nothing is written yet."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.exchange.errors import ColumnsMissing, FileGone, NotNow
from emptychair.exchange.models import ImportRun
from emptychair.exchange.services.files import blocks_of, remove_stored, store_upload
from emptychair.exchange.services.guessing import guess_kind_of
from emptychair.exchange.services.json_files import as_table
from emptychair.exchange.services.reading import open_run
from emptychair.exchange.services.running import check_import, run_import
from emptychair.exchange.shapes import shape_named
from emptychair.exchange.types import RunState, Settings
from emptychair.jobs import enqueue


def start_import(
    access: Access,
    *,
    shape: str,
    file: Iterable[bytes],
    file_name: str,
    mapping: Mapping[str, str] | None = None,
    settings: Settings | None = None,
) -> ImportRun:
    """Keep a file and look at it. `mapping` is field to header ("" for no column).

    The rest is guessed, and with `shape=""` what kind of file it is as well.
    Raises `FileNotReadable`, `FileTooLarge`, `UnknownShape`; nothing is kept then.
    """
    access.require(Permission.DATA_IMPORT)
    known = shape_named(shape) if shape else None
    reads_json = known is None or known.takes_json
    place, seen = store_upload(access, as_table(access, file) if reads_json else file)
    run = ImportRun(
        workspace=access.workspace,
        shape=known.name if known else "",
        state=RunState.DRAFT,
        file_name=Path(file_name).name[:255] or "file",
        file_hash=seen,
        stored_as=place,
        mapping=dict(mapping or {}),
        choices=asdict(settings or Settings()),
        started_by_id=access.user_id,
        started_by_label=access.actor.label[:200],
    )
    try:
        if known is None:
            guess_kind_of(access, run)
        opened = open_run(access, run)
        run.rows_total = sum(1 for _ in opened.rows())
    except Exception:
        remove_stored(access, place)
        raise
    with transaction.atomic():
        run.save()
        record_audit(
            access, run, action="import.uploaded", after={"shape": run.shape, "file": run.file_name}
        )
    return run


def change_kind_of(access: Access, run: ImportRun, *, shape: str) -> ImportRun:
    """Say what the file holds, as long as nothing is written; its columns are guessed anew.

    Raises `FileNotReadable`, `NotNow`, `UnknownShape`; then it stays what it was.
    """
    access.require(Permission.DATA_IMPORT)
    _only_in(run, RunState.DRAFT, RunState.CHECKED)
    changed = ImportRun(
        workspace=access.workspace, shape=shape_named(shape).name, stored_as=run.stored_as
    )
    open_run(access, changed)
    run.shape, run.mapping, run.choices = changed.shape, {}, asdict(Settings())
    run.state, run.checked = RunState.DRAFT, {}
    run.save(update_fields=["shape", "mapping", "choices", "state", "checked", "changed_at"])
    return run


def choose_columns_of(
    access: Access, run: ImportRun, *, mapping: Mapping[str, str], settings: Settings
) -> ImportRun:
    """Say which column is which, as long as nothing is written. Raises `NotNow`."""
    access.require(Permission.DATA_IMPORT)
    _only_in(run, RunState.DRAFT, RunState.CHECKED)
    changed = ImportRun(**{field: getattr(run, field) for field in ("shape", "stored_as")})
    changed.workspace = access.workspace
    changed.mapping, changed.choices = dict(mapping), asdict(settings)
    open_run(access, changed)
    guessed = {"guessed": told} if (told := run.choices.get("guessed")) else {}
    run.mapping, run.choices = changed.mapping, changed.choices | guessed
    run.state, run.checked = RunState.DRAFT, {}
    run.save(update_fields=["mapping", "choices", "state", "checked", "changed_at"])
    return run


def begin_check(access: Access, run: ImportRun) -> ImportRun:
    """Try the whole file, storing nothing, as a job. Raises `ColumnsMissing`, `NotNow`."""
    with transaction.atomic():
        _begin(access, run, RunState.CHECKING)
        enqueue("exchange.check_import", run_id=run.pk)
    run.refresh_from_db()
    return run


def begin_import(access: Access, run: ImportRun) -> ImportRun:
    """Write the rows, as a job. Raises `ColumnsMissing`, `NotNow`."""
    with transaction.atomic():
        _begin(access, run, RunState.RUNNING)
        enqueue("exchange.run_import", run_id=run.pk)
    run.refresh_from_db()
    return run


def import_file(
    access: Access,
    *,
    shape: str,
    path: Path | str,
    now: datetime,
    mapping: Mapping[str, str] | None = None,
    settings: Settings | None = None,
) -> ImportRun:
    """A file on this machine, to the end and in this process. Raises as `begin_import` does."""
    source = Path(path)
    if not source.is_file():
        raise FileGone
    run = start_import(
        access,
        shape=shape,
        file=blocks_of(access, source),
        file_name=source.name,
        mapping=mapping,
        settings=settings,
    )
    _refuse_gaps(access, run)
    _take(access, run, RunState.RUNNING)
    run_import(access, run, now=now)
    return run


def check_file(access: Access, run: ImportRun, *, now: datetime) -> ImportRun:
    """The dry run in this process, for the API. Raises as `begin_check` does."""
    access.require(Permission.DATA_IMPORT)
    _refuse_gaps(access, run)
    _take(access, run, RunState.CHECKING)
    check_import(access, run, now=now)
    return run


def cancel_import(access: Access, run: ImportRun) -> ImportRun:
    """Stop it. What is written stays and can be taken back. Raises `NotNow`."""
    access.require(Permission.DATA_IMPORT)
    allowed = (RunState.DRAFT, RunState.CHECKING, RunState.CHECKED, RunState.RUNNING)
    with transaction.atomic():
        rows = ImportRun.objects.visible_to(access).filter(pk=run.pk, state__in=allowed)
        if not rows.update(state=RunState.CANCELLED):
            raise NotNow
        record_audit(access, run, action="import.cancelled", after={"rows": run.rows_done})
    run.state = RunState.CANCELLED
    return run


def _begin(access: Access, run: ImportRun, state: RunState) -> None:
    access.require(Permission.DATA_IMPORT)
    _refuse_gaps(access, run)
    _take(access, run, state)


def _take(access: Access, run: ImportRun, state: RunState) -> None:
    """Two clicks start it once."""
    rows = ImportRun.objects.visible_to(access).filter(
        pk=run.pk, state__in=(RunState.DRAFT, RunState.CHECKED)
    )
    if not rows.update(state=state):
        raise NotNow
    run.state = state
    if state == RunState.RUNNING:
        record_audit(access, run, action="import.started", after={"file": run.file_name})


def _refuse_gaps(access: Access, run: ImportRun) -> None:
    opened = open_run(access, run)
    if opened.missing:
        labels = [str(opened.shape.field(group[0]).label) for group in opened.missing]
        raise ColumnsMissing(missing=labels)


def _only_in(run: ImportRun, *states: RunState) -> None:
    if run.state not in states:
        raise NotNow
