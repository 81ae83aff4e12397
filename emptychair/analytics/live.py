"""Rows of the database as they stand now, for counting.

Small tables are read whole, kept in this process and read again only where changed. Of large ones
there are snapshots (`snapshots.py`): then the files are read, and beside them only the rows that
came or changed since. Either way a question sees every row that was committed before it.
"""

import atexit
import itertools
import weakref
from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import replace
from functools import cache, partial
from threading import RLock
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from django.utils import timezone

from emptychair.analytics.alike import Alike
from emptychair.analytics.coarser import Months, by_fewer, months_of
from emptychair.analytics.engine import Engine
from emptychair.analytics.engines import Engines
from emptychair.analytics.linked import LinkedFiles, linked_files, linked_together
from emptychair.analytics.live_types import Held, Kept, LiveTable, is_counted
from emptychair.analytics.pointers import Pointers
from emptychair.analytics.sources import LiveSource, MonthCounts, RollUp
from emptychair.analytics.tail import (
    Beside,
    MonthsKept,
    Opened,
    counts_together,
    look_beside,
    month_beside,
    months_standing,
    read_beside,
    read_months,
    rows_together,
    stored_names,
)
from emptychair.analytics.unpacking import Columns, columns_of, rows_of
from emptychair.analytics.whole import look_at, read_again

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["LiveSource", "LiveTable", "LiveTables", "first_question", "live_tables"]

TABLES_AT_MOST = 24
ANSWERS_AT_MOST = 400
SMALL_AT_MOST = 32
MONTHS_AT_MOST = 100  # counts by month: of a workspace, and by columns


class LiveTables:
    """The tables and answers that this process keeps."""

    def __init__(self, engine: Engine | None = None) -> None:
        self._engines = Engines(engine)
        self._kept: OrderedDict[tuple[str, int, str], Kept] = OrderedDict()
        self._answers: OrderedDict[tuple[Any, ...], Any] = OrderedDict()  # rows, or columns
        self._numbers = itertools.count(1)
        self._unheld: deque[list[str]] = deque()  # what nobody holds any more
        self._lock = RLock()
        self._monthly: OrderedDict[tuple[Path, str, tuple[str, ...]], Months] = OrderedDict()
        self._whole_months: dict[tuple[Path, str], tuple[str, pa.Table]] = {}
        self._files: dict[Path, tuple[str, LinkedFiles | None, Held]] = {}
        self._small: OrderedDict[Hashable, tuple[str, ir.Table]] = OrderedDict()
        self.pointers = Pointers()

    @property
    def engine(self) -> Engine:
        """The one the operator chose, opened at the first question."""
        with self._lock:
            return self._engines.main

    def table(self, source: LiveSource, workspace_id: int, zone: ZoneInfo) -> LiveTable:
        """The rows of a workspace as they stand now."""
        with self._lock:
            as_of = timezone.now()
            return replace(self._now(source, workspace_id, zone).live, as_of=as_of)

    def counts(
        self,
        source: LiveSource,
        rollup: RollUp,
        workspace_id: int,
        zone: ZoneInfo,
        *,
        monthly: bool = False,
        columns: Collection[str] | None = None,
    ) -> LiveTable | None:
        """Daily counts as they stand now, or those of whole months, then by these columns of them;
        None where there is no snapshot, and counting all rows is quick.

        A combination may come in several rows, some of them negative: whoever asks sums them up.
        """
        with self._lock:
            as_of, kept = timezone.now(), self._now(source, workspace_id, zone)
            if kept.beside is None or not is_counted(kept, rollup.name):
                return None
            wanted = columns if monthly and columns is not None else rollup.columns
            asked = tuple(name for name in rollup.columns if name in wanted)
            found = self._counts_of(rollup, kept, kept.beside, asked, monthly=monthly)
            return replace(found, as_of=as_of)

    def _counts_of(
        self,
        rollup: RollUp,
        kept: Kept,
        beside: Beside,
        asked: tuple[str, ...],
        *,
        monthly: bool = False,
    ) -> LiveTable:
        key = (rollup.name, monthly, asked)
        if key not in kept.counts:
            kept.counts[key] = self._counts(rollup, kept, beside, asked, monthly=monthly)
        return kept.counts[key]

    def _counts(
        self,
        rollup: RollUp,
        kept: Kept,
        beside: Beside,
        asked: tuple[str, ...],
        *,
        monthly: bool,
    ) -> LiveTable:
        base = self._months(rollup, beside.opened, asked) if monthly else None
        engine = self._engines.adding if monthly else self.engine
        name = f"{kept.live.name}_{rollup.name}_{len(kept.counts)}"
        kept.stored += (name, f"{name}_newer")
        table = counts_together(engine, name, rollup, beside, base=base.table if base else None)
        held = (kept.live.held, base)
        return replace(kept.live, name=name, table=table, held=held, adding=monthly)

    def months(
        self, source: LiveSource, counts: MonthCounts, workspace_id: int, zone: ZoneInfo
    ) -> tuple[MonthsKept, LiveTable | None] | None:
        """What was counted of whole months, of which months rows must be counted beside, and the
        pairs of some of these; None where there is no snapshot, and counting all rows is quick.
        """
        with self._lock:
            kept = self._now(source, workspace_id, zone)
            if kept.beside is None or not is_counted(kept, counts.name):
                return None
            opened = kept.beside.opened
            key = (opened.folder, counts.name)
            if self._whole_months.get(key, ("",))[0] != opened.name:
                self._whole_months[key] = (opened.name, read_months(counts, opened))
            found = months_standing(source, counts, kept.beside, self._whole_months[key][1])
            if counts.pairs is None or not found.by_pairs:
                return found, None
            return found, self._counts_of(counts.pairs, kept, kept.beside, ())

    def _months(self, rollup: RollUp, opened: Opened, asked: tuple[str, ...]) -> Months:
        """The counts of a snapshot by month, kept in the engine until the next snapshot."""
        key, every = (opened.folder, rollup.name, asked), tuple(rollup.columns)
        before, engine = self._monthly.get(key), self._engines.adding
        if before is None or before.snapshot != opened.name:
            if asked == every:
                rows = months_of(self.engine, rollup, opened, before=before, kept=engine)
            else:
                months = self._months(rollup, opened, every).table
                rows = by_fewer(engine, rollup, months, asked)
            name, held = f"months_{next(self._numbers)}", Held()
            files = dict(opened.manifest.rollups[rollup.name])
            table = engine.store(name, month_beside(rollup, rows))
            self._monthly[key] = Months(opened.name, files, table, held)
            weakref.finalize(held, self._unheld.append, [name]).atexit = False
        self._monthly.move_to_end(key)
        while len(self._monthly) > MONTHS_AT_MOST:
            self._monthly.popitem(last=False)
        return self._monthly[key]

    def fetch(
        self,
        live: LiveTable,
        question: tuple[Any, ...],
        ask: Callable[[ir.Table], ir.Table],
        *,
        linked: LiveSource | None = None,
        alike: Alike | None = None,
    ) -> list[dict[str, Any]]:
        """The rows of `ask(table)`. `question` names the expression and everything it depends on:
        as long as the table is the same, the same question is answered from memory. With `alike`
        it is translated as one of many.

        With `linked`, the source of the table, `ask` gets its links too where there are any: they
        may make it quicker and must not make it another.
        """
        asked = partial(self._ask, live, ask, linked, alike)
        rows: list[dict[str, Any]] = self._answer((live.name, *question), lambda: rows_of(asked()))
        return rows

    def columns(
        self,
        live: LiveTable,
        question: tuple[Any, ...],
        ask: Callable[[ir.Table], ir.Table],
        *,
        linked: LiveSource | None = None,
        alike: Alike | None = None,
    ) -> Columns:
        """The same as `fetch` by columns, which is quicker by far where there are many rows."""
        asked = partial(self._ask_columns, live, ask, linked, alike)
        found: Columns = self._answer((live.name, "columns", *question), asked)
        return found

    def _answer(self, key: tuple[Any, ...], ask: Callable[[], Any]) -> Any:
        with self._lock:
            if key not in self._answers:
                self._answers[key] = ask()
                while len(self._answers) > ANSWERS_AT_MOST:
                    self._answers.popitem(last=False)
            self._answers.move_to_end(key)
            return self._answers[key]

    def _ask(
        self,
        live: LiveTable,
        ask: Callable[[ir.Table], ir.Table],
        linked: LiveSource | None,
        alike: Alike | None,
    ) -> pa.Table:
        engine, table = self._asked(live, linked)
        return engine.answer(table, ask, alike) if alike else engine.fetch(ask(table))

    def _ask_columns(
        self,
        live: LiveTable,
        ask: Callable[[ir.Table], ir.Table],
        linked: LiveSource | None,
        alike: Alike | None,
    ) -> Columns:
        engine, table = self._asked(live, linked)
        return engine.columns(table, ask, alike) if alike else columns_of(engine.fetch(ask(table)))

    def _asked(self, live: LiveTable, linked: LiveSource | None) -> tuple[Engine, ir.Table]:
        """Where the rows lie, and as what."""
        engine = self._engines.adding if live.adding else self.engine
        return engine, self._linked(live, linked) if linked else live.table

    def _linked(self, live: LiveTable, source: LiveSource) -> ir.Table:
        """The rows with their links; as they are where there are none."""
        for kept in self._kept.values():
            if kept.live.name == live.name and kept.beside is not None:
                if kept.linked is None:
                    kept.linked = self._linked_beside(live, source, kept.beside)
                return live.table if kept.linked[0] is None else kept.linked[0]
        return live.table

    def _linked_beside(
        self, live: LiveTable, source: LiveSource, beside: Beside
    ) -> tuple[ir.Table | None, object]:
        opened = beside.opened
        if self._files.get(opened.folder, ("",))[0] != opened.name:
            name, held = f"files_{next(self._numbers)}", Held()
            made = linked_files(self.engine, name, source, opened)
            self._files[opened.folder] = (opened.name, made, held)
            weakref.finalize(held, self._unheld.append, [name]).atexit = False
        _name, files, held = self._files[opened.folder]
        if files is None:
            return None, None
        return linked_together(self.engine, live.name, source, beside, files), held

    def keep(self, mark: Hashable, rows: Callable[[], pa.Table]) -> ir.Table:
        """A small table to join, made once for a mark: for use inside of what `fetch` asks."""
        with self._lock:
            if mark not in self._small:
                name = f"small_{next(self._numbers)}"
                self._small[mark] = (name, self.engine.store(name, rows()))
            self._small.move_to_end(mark)
            while len(self._small) > SMALL_AT_MOST:
                _mark, (name, _table) = self._small.popitem(last=False)
                self.engine.drop(name)
            return self._small[mark][1]

    def is_at_hand(self, source: LiveSource, workspace_id: int, zone: ZoneInfo) -> bool:
        """Whether the rows need not all be read from the database before the first question."""
        with self._lock:
            kept = (source.dataset.name, workspace_id, zone.key) in self._kept
            return kept or self.pointers.opened(source, workspace_id, zone) is not None

    def read(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression over tables of this process, as columns; nothing is kept."""
        with self._lock:
            return self.engine.fetch(expression)

    def answer(
        self, live: LiveTable, ask: Callable[[ir.Table], ir.Table], alike: Alike | None
    ) -> pa.Table:
        """The rows of `ask(table)` as columns, translated as one of many; nothing is kept, as where
        it is asked as of this very moment.
        """
        with self._lock:
            return self._ask(live, ask, None, alike)

    def read_of(self, rows: pa.Table, ask: Callable[[ir.Table], ir.Table]) -> pa.Table:
        """What `ask` tells of rows that are no table of this process; nothing is kept."""
        with self._lock:
            name = f"passing_{next(self._numbers)}"
            try:
                return self.engine.fetch(ask(self.engine.store(name, rows)))
            finally:
                self.engine.drop(name)

    def read_in_parts(self, expression: ir.Table) -> Iterator[pa.RecordBatch]:
        """The same, a million rows at a time; nobody else asks until the last one."""
        with self._lock:
            yield from self.engine.batches(expression)

    def _now(self, source: LiveSource, workspace_id: int, zone: ZoneInfo) -> Kept:
        self._drop_unheld()
        key = (source.dataset.name, workspace_id, zone.key)
        opened = self.pointers.opened(source, workspace_id, zone)
        checks: Any = (
            look_at(source, workspace_id)
            if opened is None
            else look_beside(source, workspace_id, opened)
        )
        kept = self._kept.get(key)
        if kept is None or kept.checks != checks:
            if opened is None:
                self._kept[key] = self._whole(source, workspace_id, zone, kept, checks)
            else:
                self._kept[key] = self._beside(source, workspace_id, zone, opened, checks)
        self._kept.move_to_end(key)
        while len(self._kept) > TABLES_AT_MOST:
            self._kept.popitem(last=False)
        return self._kept[key]

    def _whole(
        self,
        source: LiveSource,
        workspace_id: int,
        zone: ZoneInfo,
        kept: Kept | None,
        checks: dict[str, Any],
    ) -> Kept:
        before = None if kept is None or kept.arrow is None else (kept.arrow, kept.checks)
        arrow, checks = read_again(source, workspace_id, zone, checks, kept=before)
        name, held, _stored = self._version(source, parts=False)
        live = LiveTable(
            name, self.engine.store(name, arrow), arrow.num_rows, as_of=timezone.now(), held=held
        )
        return Kept(checks, live, arrow=arrow)

    def _beside(
        self, source: LiveSource, workspace_id: int, zone: ZoneInfo, opened: Opened, checks: Any
    ) -> Kept:
        beside = read_beside(source, workspace_id, zone, opened, checks[1])
        name, held, stored = self._version(source, parts=True)
        table = rows_together(self.engine, name, source, beside)
        live = LiveTable(name, table, beside.rows, as_of=timezone.now(), held=held)
        return Kept(checks, live, beside=beside, stored=stored)

    def _version(self, source: LiveSource, *, parts: bool) -> tuple[str, Held, list[str]]:
        name, held = f"{source.dataset.name.replace('.', '_')}_{next(self._numbers)}", Held()
        # Whoever lets go last may do so anywhere: it is only noted, and dropped with the lock held.
        names = stored_names(name) if parts else [name]
        weakref.finalize(held, self._unheld.append, names).atexit = False
        return name, held, names

    def _drop_unheld(self) -> None:
        while self._unheld:
            for name in self._unheld.popleft():
                self._engines.drop(name)


@cache
def live_tables() -> LiveTables:
    """Those of this process, given back when it ends."""
    atexit.register(live_tables.cache_clear)
    return LiveTables()


def first_question() -> None:
    """Ask an engine of its own something, so that what is loaded by the first question is there."""
    engine = ibis.duckdb.connect(":memory:")
    numbers = ibis.memtable({"number": [1]})
    engine.to_pyarrow(numbers.group_by("number").aggregate(n=numbers.count()))
    engine.disconnect()
