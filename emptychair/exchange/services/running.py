"""Writing an import, a batch of rows in a transaction, each with how far it came.

After kill -9 the next job goes on behind the last batch that was committed. Two workers at one
import cannot both write a batch: the second finds that the run has moved on, and steps aside.
"""

import time
from collections import Counter
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.services.audit import record_audit
from emptychair.exchange.errors import FileGone, FileNotReadable
from emptychair.exchange.models import ImportRun
from emptychair.exchange.services.following import look_at_customers_again
from emptychair.exchange.services.ledger import Ledger
from emptychair.exchange.services.reading import OpenFile, open_run
from emptychair.exchange.services.writers.answers import AnswersWriter
from emptychair.exchange.services.writers.belongings import (
    ContractsWriter,
    EventsWriter,
    OrdersWriter,
)
from emptychair.exchange.services.writers.companies import CompaniesWriter
from emptychair.exchange.services.writers.daily_use import DailyUseWriter
from emptychair.exchange.services.writers.delighted_answers import DelightedAnswersWriter
from emptychair.exchange.services.writers.delighted_people import DelightedPeopleWriter
from emptychair.exchange.services.writers.figures import FiguresWriter
from emptychair.exchange.services.writers.people import PeopleWriter
from emptychair.exchange.services.writers.touchpoints import TouchpointsWriter
from emptychair.exchange.services.writers.writer import Writer
from emptychair.exchange.types import Row, RunState, Settings, Status

BATCH: Final = 500
EXAMPLES: Final = 5
_PLAIN: Final[dict[str, type[Any]]] = {
    "companies": CompaniesWriter,
    "contracts": ContractsWriter,
    "daily_use": DailyUseWriter,
    "delighted_people": DelightedPeopleWriter,
    "events": EventsWriter,
    "figures": FiguresWriter,
    "orders": OrdersWriter,
    "people": PeopleWriter,
    "touchpoints": TouchpointsWriter,
}


class _MovedOn(Exception):  # noqa: N818 - named as what happened
    """Somebody else wrote this batch, or stopped the import."""


def run_import(
    access: Access, run: ImportRun, *, now: datetime, seconds: float | None = None
) -> bool:
    """Write the rows that are left, for at most so many seconds; False when some are left then.

    A file that breaks off in the middle makes the import fail, what was written stays.
    """
    until = time.monotonic() + seconds if seconds is not None else None
    try:
        opened = open_run(access, run)
        writer = _writer(run.shape, opened.settings, told=True)
        _pass_over(opened, writer, run.rows_done)
        lines = opened.rows(skip=run.rows_done)
        while chunk := list(islice(lines, BATCH)):
            _write_batch(access, run, writer, opened.understand(chunk), (len(chunk), now))
            if until is not None and time.monotonic() > until:
                return False
    except _MovedOn:
        run.refresh_from_db()
        return True
    except (FileNotReadable, FileGone) as error:
        fail_import(access, run, str(error), now=now)
        return True
    _finish(access, run, now)
    return True


def check_import(access: Access, run: ImportRun, *, now: datetime) -> None:
    """Do all that writing would do, and take back each batch at once: counts and examples stay."""
    try:
        found = _check(access, run, open_run(access, run), now)
    except (FileNotReadable, FileGone) as error:
        fail_import(access, run, str(error), now=now)
        return
    rows = ImportRun.objects.visible_to(access).filter(pk=run.pk, state=RunState.CHECKING)
    rows.update(state=RunState.CHECKED, checked=found)
    run.refresh_from_db()


def fail_import(access: Access, run: ImportRun, why: str, *, now: datetime) -> None:
    """Note that it cannot go on."""
    busy = (RunState.CHECKING, RunState.RUNNING)
    rows = ImportRun.objects.visible_to(access).filter(pk=run.pk, state__in=busy)
    if rows.update(state=RunState.FAILED, failure=why[:500], finished_at=now):
        record_audit(access, run, action="import.failed", after={"why": why[:200]})
        if run.added + run.changed:  # what was written stays
            look_at_customers_again(access, run, now=now)
    run.refresh_from_db()


def _writer(shape: str, settings: Settings, *, told: bool) -> Writer:
    if shape == "answers":
        return AnswersWriter(settings, told=told)
    if shape == "delighted_answers":
        return DelightedAnswersWriter(settings)
    writer: Writer = _PLAIN[shape]()
    return writer


def _pass_over(opened: OpenFile, writer: Writer, count: int) -> None:
    if count and isinstance(writer, AnswersWriter):
        writer.pass_over(opened.understand(list(islice(opened.rows(), count))))


def _apply(ledger: Ledger, writer: Writer, rows: list[Row]) -> None:
    usable = []
    for row in rows:
        if row.problem is None:
            usable.append(row)
        else:
            reason, header, value = row.problem
            ledger.reject(row, reason, column=header, value=value)
    writer.write(ledger, usable)


def _write_batch(
    access: Access, run: ImportRun, writer: Writer, rows: list[Row], moved: tuple[int, datetime]
) -> None:
    count, now = moved
    with transaction.atomic():
        ledger = Ledger(access, run, now=now)
        _apply(ledger, writer, rows)
        counts = ledger.close()
        here = ImportRun.objects.visible_to(access).filter(
            pk=run.pk, state=RunState.RUNNING, rows_done=run.rows_done
        )
        progress = {
            status.value: getattr(run, status.value) + counts[status.value] for status in Status
        }
        progress["rows_done"] = run.rows_done + count
        if not here.update(**progress, changed_at=now):
            raise _MovedOn
    for name, value in progress.items():
        setattr(run, name, value)


def _finish(access: Access, run: ImportRun, now: datetime) -> None:
    with transaction.atomic():
        here = ImportRun.objects.visible_to(access).filter(pk=run.pk, state=RunState.RUNNING)
        done = {"state": RunState.DONE, "finished_at": now, "rows_total": run.rows_done}
        if here.update(**done):
            counts = {status.value: getattr(run, status.value) for status in Status}
            record_audit(access, run, action="import.finished", after=counts)
            if run.added + run.changed:
                look_at_customers_again(access, run, now=now)
    run.refresh_from_db()


def _check(access: Access, run: ImportRun, opened: OpenFile, now: datetime) -> dict[str, Any]:
    writer = _writer(run.shape, opened.settings, told=False)
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    examples: dict[str, list[list[Any]]] = {}
    seen: set[str] = set()
    lines = opened.rows()
    while chunk := list(islice(lines, BATCH)):
        rows = opened.understand(chunk)
        keys = {row.number: writer.key_of(row) for row in rows}
        fresh = [row for row in rows if keys[row.number] not in seen]
        ledger = _try(access, run, writer, fresh, now)
        counts.update(status.value for status in ledger.statuses.values())
        counts[Status.SAME.value] += len(rows) - len(fresh)
        seen |= {keys[at] for at, status in ledger.statuses.items() if status == Status.ADDED}
        _note(ledger, fresh, reasons, examples)
    return {"counts": dict(counts), "reasons": dict(reasons), "examples": examples}


def _try(access: Access, run: ImportRun, writer: Writer, rows: list[Row], now: datetime) -> Ledger:
    """Write a batch and take it back."""
    with transaction.atomic():
        ledger = Ledger(access, run, now=now)
        _apply(ledger, writer, rows)
        ledger.close()
        transaction.set_rollback(True)
    return ledger


def _note(
    ledger: Ledger, rows: list[Row], reasons: Counter[str], examples: dict[str, list[list[Any]]]
) -> None:
    why = {one.row_number: one for one in ledger.rejects}
    reasons.update(one.reason for one in ledger.rejects)
    for row in rows:
        kept = examples.setdefault(ledger.statuses[row.number].value, [])
        if len(kept) >= EXAMPLES:
            continue
        reject = why.get(row.number)
        beside = [reject.reason, reject.column, reject.value] if reject else ["", "", ""]
        cells = [cell[:80] for cell in row.cells if cell.strip()][:6]
        kept.append([row.number, *beside, " · ".join(cells)])
