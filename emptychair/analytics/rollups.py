"""Counts beside a snapshot, of days and of months: made anew for the months whose files are new."""

from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

import ibis.expr.types as ir

from emptychair.analytics.duckdb import DuckDBEngine
from emptychair.analytics.manifest import Manifest
from emptychair.analytics.sources import LiveSource, MonthCounts, RollUp
from emptychair.analytics.writing import write_in_order


def roll_up(
    source: LiveSource, folder: Path, manifest: Manifest, *, old: Manifest
) -> dict[str, dict[str, str]]:
    """The file of each month for each roll-up; those of unchanged months stay as they are."""
    found = {rollup.name: _standing(rollup, manifest, old) for rollup in source.kept_counts}
    missing = sorted(
        {
            month
            for rollup in source.kept_counts
            for month in _months_of(rollup, manifest) - set(found[rollup.name])
        }
    )
    if missing:
        engine = DuckDBEngine(folder / ".spill", memory="512MB", threads=None)
        try:
            for month in missing:
                _count(engine, source, folder, manifest, month, found)
        finally:
            engine.close()
    return found


def _standing(rollup: RollUp | MonthCounts, manifest: Manifest, old: Manifest) -> dict[str, str]:
    there = old.rollups.get(rollup.name, {})
    return {
        month: there[month]
        for month in sorted(_months_of(rollup, manifest) & set(there))
        if set(manifest.of_month(month)) == set(old.of_month(month))
    }


def _months_of(rollup: RollUp | MonthCounts, manifest: Manifest) -> set[str]:
    """The months that it is kept of."""
    months = sorted({file.month for file in manifest.files})
    latest = rollup.latest if isinstance(rollup, RollUp) else None
    return set(months if latest is None else months[-latest:])


def _count(
    engine: DuckDBEngine,
    source: LiveSource,
    folder: Path,
    manifest: Manifest,
    month: str,
    found: Mapping[str, dict[str, str]],
) -> None:
    rows = engine.read_files(_paths(folder, manifest, month), source.dataset.columns)
    for rollup in source.kept_counts:
        if month in _months_of(rollup, manifest) - set(found[rollup.name]):
            counted = engine.fetch(counts_of(rollup, rows))
            name = f"{rollup.name}-{month}-{manifest.generation:08d}-{uuid4().hex[:12]}.parquet"
            order = rollup.order if isinstance(rollup, RollUp) else ()
            write_in_order(folder / name, counted, order)
            found[rollup.name][month] = name


def counts_of(rollup: RollUp | MonthCounts, rows: ir.Table) -> ir.Table:
    """The counts of these rows, in the declared columns and types."""
    counted = rollup.count(rows)
    return counted.select(
        **{name: counted[name].cast(kind) for name, kind in rollup.columns.items()}
    )


def _paths(folder: Path, manifest: Manifest, month: str) -> list[Path]:
    return [folder / file.name for file in manifest.of_month(month)]
