"""A snapshot and what is newer than it: rows that came since, and rows that changed or vanished."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from emptychair.analytics.by_chance import not_in_files
from emptychair.analytics.carrying import newer_rows, read_rows
from emptychair.analytics.changes import Since, changed_ids, since
from emptychair.analytics.collecting import files_that_may_hold
from emptychair.analytics.engine import Engine
from emptychair.analytics.linked_columns import MONTH, MONTH_END
from emptychair.analytics.manifest import DataFile, Manifest
from emptychair.analytics.rollups import counts_of
from emptychair.analytics.sources import LiveSource, MonthCounts, RollUp
from emptychair.analytics.writing import read_file, rows_with


@dataclass(frozen=True, slots=True)
class Opened:
    """A manifest that somebody reads, and where its files lie."""

    name: str
    folder: Path
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Beside:
    """What must be put beside the files of a snapshot, so that all rows are as they are now."""

    opened: Opened
    newer: pa.Table  # rows that came, or changed, since
    old: pa.Table  # rows that changed or vanished, as the files still hold them
    touched: frozenset[str]  # the files that hold these

    @property
    def rows(self) -> int:
        """How many rows there are now."""
        return int(self.opened.manifest.rows - self.old.num_rows + self.newer.num_rows)


def look_beside(source: LiveSource, workspace_id: int, opened: Opened) -> tuple[str, Since]:
    """Equal ones mean that nothing happened."""
    closed_id, moment = opened.manifest.closed_id, opened.manifest.watermark
    return opened.name, since(source, workspace_id, closed_id=closed_id, moment=moment)


def read_beside(
    source: LiveSource, workspace_id: int, zone: ZoneInfo, opened: Opened, found: Since
) -> Beside:
    """Read what is newer than the files."""
    manifest = opened.manifest
    ids = changed_ids(source, workspace_id, closed_id=manifest.closed_id, moment=manifest.watermark)
    came = newer_rows(
        source, workspace_id, zone, after_id=manifest.closed_id, expected=found.new_rows
    )
    drawn = not_in_files(source, workspace_id, opened.folder, manifest, noted=ids)
    newer = pa.concat_tables([came, read_rows(source, workspace_id, zone, [*ids, *drawn])])
    old, touched = [source.schema.empty_table()], set()
    wanted = pa.array(ids, type=pa.int64())
    for file in files_that_may_hold(manifest.files, ids):
        held = rows_with(opened.folder / file.name, source.key, wanted, source.schema)
        if held.num_rows:
            old.append(held)
            touched.add(file.name)
    return Beside(opened, newer, pa.concat_tables(old), frozenset(touched))


def rows_together(engine: Engine, name: str, source: LiveSource, beside: Beside) -> ir.Table:
    """All rows as they are now; what is stored in the engine has names that begin with `name`."""
    columns, newer = source.dataset.columns, beside.newer
    if source.links is not None:  # months stand beside their rows
        columns, newer = {**columns, MONTH: "date", MONTH_END: "date"}, with_months(source, newer)
    stored = typed(engine.store(f"{name}_newer", newer), columns)
    parts = [stored, *(typed(one, columns) for one in _held(engine, name, source, beside))]
    return engine.name_view(name, ibis.union(*parts) if len(parts) > 1 else parts[0])


def _held(engine: Engine, name: str, source: LiveSource, beside: Beside) -> list[ir.Table]:
    """What the files hold, without what changed or vanished, whose ids are stored."""
    plain: list[DataFile] = []
    touched: list[DataFile] = []
    for file in beside.opened.manifest.files:
        (touched if file.name in beside.touched else plain).append(file)
    parts = [read_held(engine, f"{name}_files", source, beside.opened, plain)] if plain else []
    if touched:
        gone = engine.store(f"{name}_gone", beside.old.select([source.key]))
        held = read_held(engine, f"{name}_touched", source, beside.opened, touched)
        parts.append(held.anti_join(gone, source.key))
    return parts


def read_held(
    engine: Engine,
    name: str,
    source: LiveSource,
    opened: Opened,
    files: Sequence[DataFile],
    *,
    links: bool = False,
) -> ir.Table:
    """What these files hold, with links if asked for; under a name where months stand beside."""
    columns = source.file_columns if links else source.dataset.columns
    if source.links is None:
        return engine.read_files([opened.folder / file.name for file in files], columns)
    months: dict[date, list[str]] = {}
    for file in files:
        first = date.fromisoformat(f"{file.month}-01")
        months.setdefault(first, []).append(str(opened.folder / file.name))
    parts = [(first, _month_after(first), sorted(paths)) for first, paths in sorted(months.items())]
    return engine.read_months(name, parts, columns)


def with_months(source: LiveSource, rows: pa.Table) -> pa.Table:
    """Rows with the first day of their month and that of the next."""
    months = rows[source.month_of].to_numpy().astype("datetime64[M]")
    for column, first in ((MONTH, months), (MONTH_END, months + 1)):
        days = pa.array(first.astype("datetime64[D]"), type=pa.date32())
        rows = rows.append_column(column, days)
    return rows


def _month_after(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def typed(rows: ir.Table, columns: Mapping[str, str]) -> ir.Table:
    """These columns in these types, so that tables can be put together."""
    return rows.select(**{one: rows[one].cast(kind) for one, kind in columns.items()})


def counts_together(
    engine: Engine, name: str, rollup: RollUp, beside: Beside, *, base: ir.Table | None = None
) -> ir.Table:
    """The counts as they are now: those of the snapshot, more and less.

    Those of each day in the files, or those of each month in `base`, by its columns.
    """
    manifest, both = beside.opened.manifest, counts_beside(engine, name, rollup, beside)
    if base is not None:
        place = both.schema.get_field_index(rollup.day)
        both = both.set_column(place, rollup.day, _months(both[rollup.day]))
        both = month_beside(rollup, both).select(base.columns)
    files = [beside.opened.folder / file for file in manifest.rollups[rollup.name].values()]
    parts = [base] if base is not None else []
    if base is None and files:
        parts.append(engine.read_files(files, rollup.columns))
    if base is not None and not both.num_rows:
        return base  # under the same name until the next snapshot
    if both.num_rows or not parts:
        parts.append(engine.store(f"{name}_newer", both))
    return engine.name_view(name, ibis.union(*parts) if len(parts) > 1 else parts[0])


def month_beside(rollup: RollUp, months: pa.Table) -> pa.Table:
    """Counts of months with their month in a column of its own, as it stands beside rows, so that
    nothing is computed of days.
    """
    return months.append_column(MONTH, months[rollup.day])


def counts_beside(engine: Engine, name: str, rollup: RollUp, beside: Beside) -> pa.Table:
    """Of each day, what is more than the files hold, and less."""
    newer = _counted(engine, name, rollup, beside.newer)
    less = _counted(engine, name, rollup, beside.old)
    place = less.schema.get_field_index(rollup.total)
    turned = less.set_column(place, rollup.total, pc.negate(less[rollup.total]))
    return pa.concat_tables([newer, turned])


def counts_by_month(
    engine: Engine, rollup: RollUp, opened: Opened, *, without: Collection[str] = ()
) -> pa.Table:
    """The daily counts of a snapshot, summed up: `day` is the first of a month."""
    there = opened.manifest.rollups[rollup.name]
    files = [opened.folder / name for month, name in there.items() if month not in without]
    daily = engine.read_files(files, rollup.columns)
    months = daily.mutate(**{rollup.day: daily[rollup.day].truncate("M").cast("date")})
    grouped = months.group_by([name for name in rollup.columns if name != rollup.total])
    summed = grouped.aggregate(**{rollup.total: months[rollup.total].sum().cast("int64")})
    return engine.fetch(summed).select(rollup.schema.names).cast(rollup.schema)


@dataclass(frozen=True, slots=True)
class MonthsKept:
    """The counts of whole months that stand as the files hold them, and the first days of all other
    months: those have rows that came, changed or vanished since. Some of these can be counted of
    pairs (`MonthCounts.pairs`).
    """

    rows: pa.Table
    others: frozenset[date]
    by_pairs: frozenset[date] = frozenset()


def read_months(counts: MonthCounts, opened: Opened) -> pa.Table:
    """What was counted of each month of a snapshot."""
    names = sorted(opened.manifest.rollups[counts.name].values())
    schema = ibis.schema(dict(counts.columns)).to_pyarrow()
    read = [read_file(opened.folder / name, schema) for name in names]
    return pa.concat_tables([schema.empty_table(), *read])


def months_standing(
    source: LiveSource, counts: MonthCounts, beside: Beside, rows: pa.Table
) -> MonthsKept:
    """Of the counted months those that nothing touched since."""
    days = [one[source.month_of] for one in (beside.newer, beside.old)]
    found = [first for some in days for first in pc.unique(_months(some))]
    touched = pa.array([one.as_py() for one in found if one.is_valid], pa.date32())
    standing = rows.filter(pc.invert(pc.is_in(rows[counts.month], touched)))
    others = frozenset(touched.to_pylist())
    return MonthsKept(standing, others, _by_pairs(counts, beside.opened.manifest, others))


def _by_pairs(counts: MonthCounts, manifest: Manifest, months: frozenset[date]) -> frozenset[date]:
    """Those of these months whose pairs are kept, or of which the files hold nothing at all."""
    if counts.pairs is None or counts.pairs.name not in manifest.rollups:
        return frozenset()
    less = {file.month for file in manifest.files} - {*manifest.rollups[counts.pairs.name]}
    return frozenset(one for one in months if f"{one:%Y-%m}" not in less)


def _months(days: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.floor_temporal(days, unit="month").cast(pa.date32())


def stored_names(name: str) -> list[str]:
    """Everything that may be stored for one version of the rows, but counts."""
    kinds = ("", "_newer", "_files", "_touched", "_gone", "_linked", "_links")
    return [f"{name}{kind}" for kind in kinds]


def _counted(engine: Engine, name: str, rollup: RollUp, rows: pa.Table) -> pa.Table:
    if not rows.num_rows:
        return rollup.schema.empty_table()
    table = engine.store(f"{name}_counted", rows)
    try:
        return engine.fetch(counts_of(rollup, table)).cast(rollup.schema)
    finally:
        engine.drop(f"{name}_counted")
