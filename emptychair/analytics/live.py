"""Rows of the database as they stand now, kept in this process and read again only where changed.

A domain declares a `LiveSource`: which rows, which columns. The first question reads everything;
later ones read the rows changed since, and check by count and sums that nothing was missed (a
deletion, a bulk update); if it was, everything is read again.
"""

import itertools
import weakref
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from threading import RLock
from typing import Any
from zoneinfo import ZoneInfo

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc
from django.apps import apps
from django.db.models import Count, Max, QuerySet, Sum

from emptychair.analytics.datasets import Dataset
from emptychair.analytics.reading import local_days, read_columns

OVERLAP = timedelta(minutes=5)  # a transaction that ends late carries an early time
TABLES_AT_MOST = 24
ANSWERS_AT_MOST = 400


@dataclass(frozen=True)
class LiveSource:
    """Rows of one workspace as columns of a dataset.

    `model` is named as Django does ("surveys.Response"); its rows carry `workspace` and
    `changed_at`, and the first column of the key is their primary key. `fields` says where a column
    is found; `sums` are whole-number columns whose totals are checked;
    `local_days` are columns made of a moment: its day in the zone of the workspace.
    """

    dataset: Dataset
    model: str
    fields: Mapping[str, str]
    sums: tuple[str, ...] = ()
    local_days: Mapping[str, str] = field(default_factory=dict)

    def rows(self, workspace_id: int) -> QuerySet[Any]:
        """All rows of a workspace."""
        rows: QuerySet[Any] = QuerySet(apps.get_model(self.model))
        return rows.filter(workspace_id=workspace_id)

    @property
    def schema(self) -> pa.Schema:
        """The columns with their Arrow types."""
        return ibis.schema(dict(self.dataset.columns)).to_pyarrow()


@dataclass(frozen=True)
class LiveTable:
    """A version of the rows as an Ibis table; `name` is another one after every change.

    The rows stay as long as somebody holds this, however often they change in the meantime.
    """

    name: str
    table: ir.Table
    rows: int


@dataclass
class _Kept:
    arrow: pa.Table
    checks: dict[str, Any]
    live: LiveTable


class LiveTables:
    """The tables and answers that this process keeps."""

    def __init__(self) -> None:
        self._connection: Any = None
        self._kept: OrderedDict[tuple[str, int, str], _Kept] = OrderedDict()
        self._answers: OrderedDict[tuple[Any, ...], list[dict[str, Any]]] = OrderedDict()
        self._numbers = itertools.count(1)
        self._unheld: deque[str] = deque()  # tables that nobody holds any more
        self._lock = RLock()

    def table(self, source: LiveSource, workspace_id: int, zone: ZoneInfo) -> LiveTable:
        """The rows of a workspace as they stand now."""
        with self._lock:
            self._drop_unheld()
            key = (source.dataset.name, workspace_id, zone.key)
            checks = _checks(source, workspace_id)
            kept = self._kept.get(key)
            if kept is None or kept.checks != checks:
                self._kept[key] = self._renewed(source, workspace_id, zone, kept, checks)
            self._kept.move_to_end(key)
            while len(self._kept) > TABLES_AT_MOST:
                self._kept.popitem(last=False)
            return self._kept[key].live

    def fetch(
        self, live: LiveTable, question: tuple[Any, ...], ask: Callable[[ir.Table], ir.Table]
    ) -> list[dict[str, Any]]:
        """The rows of `ask(table)`. `question` names the expression and everything it depends on:
        as long as the table is the same, the same question is answered from memory.
        """
        with self._lock:
            key = (live.name, *question)
            if key not in self._answers:
                self._answers[key] = ask(live.table).to_pyarrow().to_pylist()
                while len(self._answers) > ANSWERS_AT_MOST:
                    self._answers.popitem(last=False)
            self._answers.move_to_end(key)
            return self._answers[key]

    def _renewed(
        self,
        source: LiveSource,
        workspace_id: int,
        zone: ZoneInfo,
        kept: _Kept | None,
        checks: dict[str, Any],
    ) -> _Kept:
        arrow = None
        if kept is not None and kept.checks["latest"] is not None:
            rows = source.rows(workspace_id).filter(changed_at__gte=kept.checks["latest"] - OVERLAP)
            arrow = _merged(source, kept.arrow, _read(source, rows, zone))
        if arrow is None or not _agree(source, arrow, checks):
            # something vanished, or changed without its time
            arrow = _read(source, source.rows(workspace_id), zone)
        if not _agree(source, arrow, checks):
            # Rows changed between check and reading: looked at again at the next question.
            checks = {**checks, "n": None}
        return _Kept(arrow, checks, self._registered(source.dataset.name, arrow))

    def _registered(self, dataset: str, arrow: pa.Table) -> LiveTable:
        if self._connection is None:
            self._connection = ibis.duckdb.connect(":memory:", memory_limit="1GB")
        name = f"{dataset}_{next(self._numbers)}"
        plain = self._connection.con
        plain.register("arriving", arrow)
        plain.execute(f'CREATE TABLE "{name}" AS SELECT * FROM arriving')  # noqa: S608 - our own name
        plain.unregister("arriving")
        live = LiveTable(name, self._connection.table(name), arrow.num_rows)
        # Whoever lets go last may do so anywhere: it is only noted, and dropped with the lock held.
        weakref.finalize(live, self._unheld.append, name).atexit = False
        return live

    def _drop_unheld(self) -> None:
        while self._unheld:
            name = self._unheld.popleft()
            self._connection.con.execute(f'DROP TABLE IF EXISTS "{name}"')


@cache
def live_tables() -> LiveTables:
    """Those of this process."""
    return LiveTables()


def first_question() -> None:
    """Ask an engine of its own something, so that what is loaded by the first question is there."""
    engine = ibis.duckdb.connect(":memory:")
    numbers = ibis.memtable({"number": [1]})
    engine.to_pyarrow(numbers.group_by("number").aggregate(n=numbers.count()))
    engine.disconnect()


def _checks(source: LiveSource, workspace_id: int) -> dict[str, Any]:
    totals: dict[str, Any] = {name: Sum(source.fields[name]) for name in source.sums}
    found = source.rows(workspace_id).aggregate(n=Count("pk"), latest=Max("changed_at"), **totals)
    return {name: found[name] or 0 for name in ("n", *source.sums)} | {"latest": found["latest"]}


def _agree(source: LiveSource, arrow: pa.Table, checks: Mapping[str, Any]) -> bool:
    sums = {name: pc.sum(arrow[name]).as_py() or 0 for name in source.sums}
    return arrow.num_rows == checks["n"] and all(sums[name] == checks[name] for name in sums)


def _merged(source: LiveSource, old: pa.Table, changed: pa.Table) -> pa.Table:
    key = source.dataset.key[0]
    kept = old.filter(pc.invert(pc.is_in(old[key], value_set=changed[key].combine_chunks())))
    return pa.concat_tables([kept, changed]).combine_chunks()


def _read(source: LiveSource, rows: QuerySet[Any], zone: ZoneInfo) -> pa.Table:
    read = read_columns(rows, source.fields, source.schema)
    for name, moment in source.local_days.items():
        read = read.append_column(name, local_days(read[moment], zone))
    return read.select(source.schema.names).cast(source.schema)
