"""Is a snapshot what the database holds? Counted month by month, or compared row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import Count, Q, Sum

from emptychair.analytics.carrying import typed
from emptychair.analytics.linking import NEXT, next_days
from emptychair.analytics.live import LiveTables
from emptychair.analytics.reading import read_columns
from emptychair.analytics.rollups import counts_of
from emptychair.analytics.sources import LiveSource
from emptychair.analytics.tail import Opened
from emptychair.analytics.touched import are_linked, touched_owners
from emptychair.analytics.writing import ALL, read_file


@dataclass(frozen=True, slots=True)
class Difference:
    """A month that does not agree; `""` stands for all of it."""

    month: str
    database: tuple[int, ...]  # rows, and sums of the key and the checked columns
    snapshot: tuple[int, ...]


def check_snapshot(
    source: LiveSource, workspace_id: int, zone: ZoneInfo, *, deep: bool = False
) -> list[Difference]:
    """What does not agree, the rows that came since counted in; `deep` compares every column.

    Rows may come while it counts, so what does not agree is counted again before it is told.
    """
    tables = LiveTables()
    for _attempt in range(3):
        found = _all_differences(tables, source, workspace_id, zone, deep=deep)
        if not found:
            break
    tables.engine.close()
    return found


def _all_differences(
    tables: LiveTables, source: LiveSource, workspace_id: int, zone: ZoneInfo, *, deep: bool
) -> list[Difference]:
    live = tables.table(source, workspace_id, zone)
    there = _of_table(tables, source, live.table)
    stored = _of_database(source, workspace_id, zone, there)
    nothing = (0,) * (2 + len(source.sums))
    months = sorted({*there, *stored})
    found = [
        Difference(month, stored.get(month, nothing), there.get(month, nothing))
        for month in months
        if stored.get(month, nothing) != there.get(month, nothing)
    ]
    for month in months if deep and not found else ():
        ours = live.table
        if source.month_of:
            ours = ours.filter(ours[source.month_of].strftime("%Y-%m") == month)
        rows = source.rows(workspace_id).filter(_within(source, month, zone))
        theirs = typed(source, read_columns(rows, source.fields, source.schema), zone)
        found += _unlike(source, month, tables.read(ours), theirs)
    opened = tables.pointers.opened(source, workspace_id, zone)
    if found or opened is None:
        return found
    return [*_wrong_links(tables, source, opened), *_wrong_counts(tables, source, opened)]


def _wrong_counts(tables: LiveTables, source: LiveSource, opened: Opened) -> Iterator[Difference]:
    """Counts kept beside the rows that are not those of the rows."""
    for kept in source.kept_counts:
        for month, name in sorted(opened.manifest.rollups.get(kept.name, {}).items()):
            files = [opened.folder / file.name for file in opened.manifest.of_month(month)]
            rows = tables.engine.read_files(files, source.dataset.columns)
            right = _in_order(tables.read(counts_of(kept, rows)))
            held = _in_order(read_file(opened.folder / name, right.schema))
            if not held.equals(right):
                yield Difference(f"{month}, {kept.name}", (right.num_rows,), (held.num_rows,))


def _in_order(rows: pa.Table) -> pa.Table:
    return rows.sort_by([(name, "ascending") for name in rows.column_names]).combine_chunks()


def _wrong_links(tables: LiveTables, source: LiveSource, opened: Opened) -> Iterator[Difference]:
    """Links that the rows of the files do not bear out, of all whose links should hold."""
    if source.links is None or not are_linked(source, opened.manifest):
        return
    files = [opened.folder / file.name for file in opened.manifest.files]
    owners = touched_owners(opened.folder, opened.manifest).to_pylist()
    rows = tables.engine.read_files(files, source.file_columns)
    rows = rows.filter(~rows[source.links.owner].isin(owners)) if owners else rows
    right = next_days(source, rows).select(source.key, NEXT)
    both = right.inner_join(rows.select(source.key, source.links.column), source.key)
    bad = ~ibis.coalesce(both[NEXT] == both[source.links.column], ibis.literal(value=False))
    told = both.aggregate(n=both.count(), wrong=ibis.coalesce(bad.sum(), 0))
    n, wrong = (int(value) for value in tables.read(told).to_pylist()[0].values())
    if wrong:
        yield Difference(source.links.column, (n,), (n - wrong,))


def _unlike(
    source: LiveSource, month: str, ours: pa.Table, theirs: pa.Table
) -> Iterator[Difference]:
    """Columns that are not the same; both sides tell how many values, ours how many are alike."""
    ours = ours.select(source.schema.names).cast(source.schema).sort_by(source.key)
    theirs = theirs.sort_by(source.key)
    for name in source.schema.names:
        one, other = ours[name].combine_chunks(), theirs[name].combine_chunks()
        if not one.equals(other):
            alike = pc.sum(pc.fill_null(pc.equal(one, other), one.is_null())).as_py() or 0
            yield Difference(f"{month}, {name}", (len(other), len(other)), (len(one), alike))


def _of_table(
    tables: LiveTables, source: LiveSource, table: ir.Table
) -> dict[str, tuple[int, ...]]:
    names = (source.key, *source.sums)
    sums = {name: ibis.coalesce(table[name].sum(), 0).cast("int64") for name in names}
    sums = {f"sum_{name}": total for name, total in sums.items()}
    month = table[source.month_of].strftime("%Y-%m") if source.month_of else ibis.literal(ALL)
    grouped = table.group_by(month=month).aggregate(n=table.count(), **sums)
    return {
        row["month"]: (row["n"], *(row[f"sum_{name}"] for name in names))
        for row in tables.read(grouped).to_pylist()
    }


def _of_database(
    source: LiveSource, workspace_id: int, zone: ZoneInfo, known: dict[str, tuple[int, ...]]
) -> dict[str, tuple[int, ...]]:
    """Of each known month, and of everything outside of them under `"other"`."""
    rows, names = source.rows(workspace_id), (source.key, *source.sums)
    sums = {f"sum_{name}": Sum(source.fields[name]) for name in names}
    found, inside = {}, Q(pk__in=[])
    for month in sorted(known):
        wanted = _within(source, month, zone)
        inside |= wanted
        found[month] = rows.filter(wanted).aggregate(n=Count("pk"), **sums)
    if ALL not in known:  # that is everything
        found["other"] = rows.exclude(inside).aggregate(n=Count("pk"), **sums)
    told = {
        month: (each["n"], *(each[f"sum_{name}"] or 0 for name in names))
        for month, each in found.items()
    }
    return {month: each for month, each in told.items() if month != "other" or each[0]}


def _within(source: LiveSource, month: str, zone: ZoneInfo) -> Q:
    if month == ALL:
        return Q()
    first = date.fromisoformat(f"{month}-01")
    after = (first + timedelta(days=32)).replace(day=1)
    moment = source.local_days.get(source.month_of)
    if moment is None:  # the database keeps the day itself
        field = source.fields[source.month_of]
        return Q(**{f"{field}__gte": first, f"{field}__lt": after})
    start, end = (datetime(day.year, day.month, day.day, tzinfo=zone) for day in (first, after))
    field = source.fields[moment]
    return Q(**{f"{field}__gte": start, f"{field}__lt": end})
