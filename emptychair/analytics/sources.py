"""What a domain offers for counting: which rows of the database, as which columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from emptychair.analytics.datasets import Dataset


@dataclass(frozen=True)
class RollUp:
    """Counts that add up, kept for each day beside a snapshot.

    `count` makes them of rows, by the local day in the column `day`; `total` names the column
    (int64) that is summed when counts of the same kind come together. `latest` keeps so many months
    only, the last ones; in a file they lie in the `order` of these columns.
    """

    name: str
    columns: Mapping[str, str]
    count: Callable[[ir.Table], ir.Table]
    total: str = "answers"
    day: str = "day"
    latest: int | None = None
    order: tuple[str, ...] = ()

    @property
    def schema(self) -> pa.Schema:
        """The columns with their Arrow types."""
        return _schema(self.columns)


@dataclass(frozen=True)
class MonthCounts:
    """Counts of whole local months that do not add up (how many different customers), kept for each
    month beside a snapshot.

    They hold for months of which nothing came, changed or vanished since; the others are counted of
    the roll-up `pairs` where it is kept for them (it adds up, by month and whatever is told apart),
    else of the rows themselves. `month` names the column with the first day of the month, here and
    there.
    """

    name: str
    columns: Mapping[str, str]
    count: Callable[[ir.Table], ir.Table]
    month: str = "month"
    pairs: RollUp | None = None


@dataclass(frozen=True)
class Links:
    """Beside each row of a snapshot the day of the next one like it.

    Of rows in order of time the latest of a period are then those whose next one lies beyond it:
    no row needs to be compared with another when a page asks. Rows are alike that have the same
    values in `like`, the first of which is the id of their owner (a row without one is like no
    other); `order` is higher for what comes later; only rows that are `among` have a next one,
    and are one.
    """

    name: str  # another one when anything here changes: files with other links are made anew
    like: tuple[str, ...]
    order: Callable[[ir.Table], ir.Value]
    among: Callable[[ir.Table], ir.BooleanValue]
    column: str = "next_day"

    @property
    def owner(self) -> str:
        """The column that tells whose a row is."""
        return self.like[0]


@dataclass(frozen=True)
class LiveSource:
    """Rows of one workspace as columns of a dataset.

    `model` is named as Django does ("surveys.Response"); its rows carry `workspace` and
    `changed_at`, and the first column of the key is their primary key. `fields` says where a column
    is found; `sums` are whole-number columns whose totals are checked; `local_days` are columns
    made of a moment: its day in the zone of the workspace. `month_of` is the local day by whose
    month snapshots are cut into files; without it they are cut by size only. In a file rows lie in
    the `order` of these columns, and those with different values in the first of them apart. Of a
    source that is `untold` a row that changes without a new `changed_at` must not tell when. `only`
    names columns and their words, where other rows of the table belong to no dataset.
    """

    dataset: Dataset
    model: str
    fields: Mapping[str, str]
    sums: tuple[str, ...] = ()
    local_days: Mapping[str, str] = field(default_factory=dict)
    month_of: str = ""
    rollups: tuple[RollUp, ...] = ()
    months: tuple[MonthCounts, ...] = ()
    links: Links | None = None
    order: tuple[str, ...] = ()
    ahead: bool = False  # a process that waits reads it
    untold: bool = False
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def rows(self, workspace_id: int) -> QuerySet[Any]:
        """All rows of a workspace."""
        rows: QuerySet[Any] = QuerySet(self.table)
        return self.belonging(rows.filter(workspace_id=workspace_id))

    def belonging(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those of these rows of the table that are rows of the dataset."""
        return rows.filter(**{f"{name}__in": words for name, words in self.only.items()})

    @property
    def table(self) -> type[models.Model]:
        """The table that holds the rows."""
        return apps.get_model(self.model)

    @property
    def relation(self) -> str:
        """The name of that table in the database."""
        return str(self.table._meta.db_table)  # noqa: SLF001 - Django's public name

    @property
    def kept_counts(self) -> tuple[RollUp | MonthCounts, ...]:
        """All counts that are kept beside a snapshot, a file for each month."""
        pairs = (one.pairs for one in self.months if one.pairs)
        return (*self.rollups, *self.months, *pairs)

    @property
    def key(self) -> str:
        """The column that tells rows apart."""
        return self.dataset.key[0]

    @property
    def schema(self) -> pa.Schema:
        """The columns with their Arrow types."""
        return _schema(self.dataset.columns)

    @property
    def file_columns(self) -> dict[str, str]:
        """What the files of a snapshot hold: the columns, and the links."""
        more = {self.links.column: "date"} if self.links else {}
        return {**self.dataset.columns, **more}

    @property
    def file_schema(self) -> pa.Schema:
        """The same with their Arrow types."""
        return _schema(self.file_columns)

    def column_of(self, name: str) -> str:
        """The column of the table behind a column of the dataset."""
        found: Any = self.table._meta.get_field(self.fields[name])  # noqa: SLF001 - Django's public name
        return str(found.column)


_SOURCES: dict[str, LiveSource] = {}


def register_source(source: LiveSource) -> LiveSource:
    """Have snapshots of it taken; called where a domain describes its datasets."""
    _SOURCES[source.dataset.name] = source
    return source


def sources() -> dict[str, LiveSource]:
    """All that were registered, by the name of the dataset."""
    return dict(sorted(_SOURCES.items()))


def _schema(columns: Mapping[str, str]) -> pa.Schema:
    return ibis.schema(dict(columns)).to_pyarrow()
