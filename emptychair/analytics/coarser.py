"""Counts of whole months by fewer columns, kept in the engine until the next snapshot.

A page asks by one or two columns; beside all others a month is a hundred times as many rows. Of the
files only those are read that are new since the last snapshot.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir
import pyarrow as pa

from emptychair.analytics.engine import Engine
from emptychair.analytics.sources import RollUp
from emptychair.analytics.tail import Opened, counts_by_month
from emptychair.analytics.writing import ALL


@dataclass(frozen=True)
class Months:
    """The counts of one snapshot by month: `files` tells of which file those of each month are."""

    snapshot: str
    files: Mapping[str, str]
    table: ir.Table
    held: object  # who holds this holds the table


def months_of(
    engine: Engine,
    rollup: RollUp,
    opened: Opened,
    *,
    before: Months | None,
    kept: Engine | None = None,
) -> pa.Table:
    """The counts of all months by all columns; those whose file stands are taken from before, which
    lies in the engine `kept`.
    """
    files = opened.manifest.rollups[rollup.name]
    if before is None or ALL in files or ALL in before.files:
        return counts_by_month(engine, rollup, opened)
    same = {month for month, file in files.items() if before.files.get(month) == file}
    days = [date.fromisoformat(f"{month}-01") for month in sorted(same)]
    if not days:
        return counts_by_month(engine, rollup, opened)
    rows = (kept or engine).fetch(before.table.filter(before.table[rollup.day].isin(days)))
    standing = rows.select(rollup.schema.names).cast(rollup.schema)
    if len(same) == len(files):
        return standing
    return pa.concat_tables([standing, counts_by_month(engine, rollup, opened, without=same)])


def by_fewer(
    engine: Engine, rollup: RollUp, months: ir.Table, columns: tuple[str, ...]
) -> pa.Table:
    """The same added up over all columns but these."""
    grouped = months.group_by([name for name in columns if name != rollup.total])
    summed = grouped.aggregate(**{rollup.total: months[rollup.total].sum().cast("int64")})
    return engine.fetch(summed.select(*columns))
