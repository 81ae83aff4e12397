"""Counts beside a snapshot, of days and of months: made anew for the months whose files are new."""

from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

import ibis.expr.types as ir

from emptychair.analytics.duckdb import DuckDBEngine
from emptychair.analytics.manifest import Manifest
from emptychair.analytics.sources import LiveSource, MonthCounts, RollUp
from emptychair.analytics.writing import write_parquet


def roll_up(
    source: LiveSource, folder: Path, manifest: Manifest, *, old: Manifest
) -> dict[str, dict[str, str]]:
    """The file of each month for each roll-up; those of unchanged months stay as they are."""
    found = {rollup.name: _standing(rollup, manifest, old) for rollup in source.kept_counts}
    missing = sorted(
        {
            month
            for months in found.values()
            for month in {file.month for file in manifest.files} - set(months)
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
        month: name
        for month, name in there.items()
        if set(manifest.of_month(month)) == set(old.of_month(month)) and manifest.of_month(month)
    }


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
        if month not in found[rollup.name]:
            counted = engine.fetch(counts_of(rollup, rows))
            name = f"{rollup.name}-{month}-{manifest.generation:08d}-{uuid4().hex[:12]}.parquet"
            write_parquet(folder / name, counted)
            found[rollup.name][month] = name


def counts_of(rollup: RollUp | MonthCounts, rows: ir.Table) -> ir.Table:
    """The counts of these rows, in the declared columns and types."""
    counted = rollup.count(rows)
    return counted.select(
        **{name: counted[name].cast(kind) for name, kind in rollup.columns.items()}
    )


def _paths(folder: Path, manifest: Manifest, month: str) -> list[Path]:
    return [folder / file.name for file in manifest.of_month(month)]
