"""Making the links of a snapshot: beside each row the day of the next one like it.

The rows are read by owners, a bounded number at a time; what is found lies month by month in a
folder beside, and then each file is written anew with it, its rows in the order of the source.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from emptychair.analytics.duckdb import DuckDBEngine
from emptychair.analytics.linked_columns import NEVER
from emptychair.analytics.manifest import DataFile, Manifest, settle
from emptychair.analytics.sources import Links, LiveSource
from emptychair.analytics.touched import write_touched
from emptychair.analytics.writing import by_month, name_of_file, read_file, write_rows

AT_ONCE = 4_000_000  # rows that are sorted together
NEXT = "link"
SCRATCH = ".links"


def with_links(source: LiveSource, folder: Path, manifest: Manifest) -> Manifest:
    """The next state: the same rows, in files that hold their links."""
    links, made = _links_of(source), manifest.generation + 1
    with _scratch(folder) as scratch:
        owners = _find(source, folder, manifest, scratch)
        months = sorted({file.month for file in manifest.files})
        files = [
            one for month in months for one in _written(source, folder, manifest, scratch, month)
        ]
    touched = write_touched(folder, made, owners)
    settle(folder)
    return replace(
        manifest,
        generation=made,
        files=tuple(files),
        links=links.name,
        touched=touched,
        order=source.order,
    )


def next_days(source: LiveSource, rows: ir.Table) -> ir.Table:
    """Key, owner, day and the day of the next one (`link`) of all rows that have an owner."""
    links = _links_of(source)
    found = rows.filter(links.among(rows), rows[links.owner].notnull())
    together = ibis.window(group_by=list(links.like), order_by=links.order(found))
    following = found[source.month_of].lead().over(together)
    return found.select(
        source.key,
        links.owner,
        source.month_of,
        **{NEXT: ibis.coalesce(following, ibis.literal(NEVER))},
    )


def _find(source: LiveSource, folder: Path, manifest: Manifest, scratch: Path) -> list[pa.Array]:
    """Write the links of each month to a file; whose days do not follow each other is returned.

    (Where clocks are put back over midnight, a later moment can lie on an earlier day.)
    """
    links, paths = _links_of(source), [folder / file.name for file in manifest.files]
    engine = DuckDBEngine(scratch / "spill", memory="1GB", threads=None)
    places: dict[str, pq.ParquetWriter] = {}
    backwards = []
    parts = manifest.rows // AT_ONCE + 1
    try:
        rows = engine.read_files(paths, source.dataset.columns)
        for part in range(parts):
            mine = rows.filter(rows[links.owner] % parts == part) if parts > 1 else rows
            for batch in engine.batches(next_days(source, mine)):
                found = pa.Table.from_batches([batch])
                before = found.filter(pc.less(found[NEXT], found[source.month_of]))
                backwards.append(pc.unique(before[links.owner]))
                _keep(source, found, scratch, places)
    finally:
        for place in places.values():
            place.close()
        engine.close()
    return backwards


def _keep(
    source: LiveSource, found: pa.Table, scratch: Path, places: dict[str, pq.ParquetWriter]
) -> None:
    for month, rows in by_month(found, source.month_of):
        narrow = rows.select([source.key, NEXT])
        if month not in places:
            places[month] = pq.ParquetWriter(scratch / f"{month}.parquet", narrow.schema)
        places[month].write_table(narrow)


def _written(
    source: LiveSource, folder: Path, manifest: Manifest, scratch: Path, month: str
) -> list[DataFile]:
    known = scratch / f"{month}.parquet"
    found = pq.read_table(known).sort_by(source.key) if known.exists() else _nothing(source)
    made = []
    for file in manifest.of_month(month):
        rows = read_file(folder / file.name, source.file_schema)
        name = name_of_file(month, manifest.generation + 1)
        size = write_rows(folder / name, put_links(source, rows, found), source)
        made.append(replace(file, name=name, size=size))
    return made


def _nothing(source: LiveSource) -> pa.Table:
    return pa.schema([(source.key, pa.int64()), (NEXT, pa.date32())]).empty_table()


def put_links(source: LiveSource, rows: pa.Table, found: pa.Table) -> pa.Table:
    """The rows with the links that were found for them, in order of their keys or not."""
    links, mine = _links_of(source), rows[source.key].to_numpy()
    ids, days = found[source.key].to_numpy(), found[NEXT].to_numpy().astype("datetime64[D]")
    if not np.all(ids[1:] > ids[:-1]):
        order = np.argsort(ids)
        ids, days = ids[order], days[order]
    place = np.minimum(np.searchsorted(ids, mine), max(len(ids) - 1, 0))
    there = ids[place] == mine if len(ids) else np.zeros(len(mine), dtype=bool)
    told = days[place] if len(ids) else np.zeros(len(mine), dtype="datetime64[D]")
    known = pa.array(told, mask=~there, type=pa.date32())
    nobody = rows[links.owner].is_null().combine_chunks()
    column = pc.if_else(nobody, pa.scalar(NEVER, type=pa.date32()), known)
    index = rows.schema.get_field_index(links.column)
    return rows.set_column(index, rows.schema.field(index), column)


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder for what is found; whoever died in it left it, and nobody else is here."""
    place = folder / SCRATCH
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _links_of(source: LiveSource) -> Links:
    if source.links is None or not source.month_of:
        raise ValueError(f"{source.dataset.name} declares no links, or no day to be cut by.")
    return source.links
