"""Imports and exports happen in slices: a long one enqueues itself again."""

from datetime import timedelta

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.exchange.queries import runs_that_wait_for_jobs, work_of_export, work_of_import
from emptychair.exchange.services.exporting import drop_expired, fail_export, make_export
from emptychair.exchange.services.following import read_again
from emptychair.exchange.services.running import check_import, fail_import, run_import
from emptychair.exchange.services.undoing import undo_import
from emptychair.exchange.types import RunState
from emptychair.jobs import enqueue, job, schedule

SLICE = 30.0  # seconds
_NOBODY = Access.system(None, "exchange")


def _give_up(*, run_id: int) -> None:
    found = work_of_import(_NOBODY, run_id)
    if found is not None:
        access, run = found
        fail_import(access, run, "", now=timezone.now())


@job("exchange.check_import", attempts=3, given_up=_give_up)
def check(*, run_id: int) -> None:
    """Try an import, storing nothing."""
    found = work_of_import(_NOBODY, run_id, state=RunState.CHECKING)
    if found is not None:
        check_import(*found, now=timezone.now())


@job("exchange.run_import", given_up=_give_up)
def run(*, run_id: int) -> None:
    """Write rows for a while; go on where the last job was."""
    found = work_of_import(_NOBODY, run_id, state=RunState.RUNNING)
    if found is not None and not run_import(*found, now=timezone.now(), seconds=SLICE):
        enqueue("exchange.run_import", run_id=run_id)


@job("exchange.read_again", attempts=3)
def read_what_changed(*, run_id: int, waits: int = 0) -> None:
    """Ask for what the night reads, after the last file of a load."""
    found = work_of_import(_NOBODY, run_id)
    if found is not None:
        read_again(*found, now=timezone.now(), waits=waits)


@job("exchange.undo_import")
def undo(*, run_id: int) -> None:
    """Take rows back for a while."""
    found = work_of_import(_NOBODY, run_id, state=RunState.UNDOING)
    if found is not None and not undo_import(*found, now=timezone.now(), seconds=SLICE):
        enqueue("exchange.undo_import", run_id=run_id)


def _give_up_export(*, export_id: int) -> None:
    found = work_of_export(_NOBODY, export_id)
    if found is not None:
        access, export = found
        fail_export(access, export)


@job("exchange.make_export", attempts=3, given_up=_give_up_export)
def make(*, export_id: int) -> None:
    """Write the file of an export."""
    found = work_of_export(_NOBODY, export_id)
    if found is not None:
        make_export(*found, now=timezone.now())


@job("exchange.tidy_up")
def tidy_up() -> None:
    """Remove expired exports and old files; wake imports whose job was lost."""
    now = timezone.now()
    drop_expired(_NOBODY, now=now)
    for run_id in runs_that_wait_for_jobs(_NOBODY, before=now - timedelta(minutes=30)):
        enqueue("exchange.run_import", run_id=run_id)


schedule("exchange.tidy_up", cron="13 * * * *")
