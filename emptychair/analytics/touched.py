"""Whose links do not hold: owners of rows that came, changed or vanished since links were made.

Rows of theirs are compared with one another when a page asks; everybody else's are not.
"""

from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from emptychair.analytics.linked_columns import NEVER
from emptychair.analytics.manifest import Manifest
from emptychair.analytics.sources import Links, LiveSource
from emptychair.analytics.writing import with_columns, write_parquet

OWNER = "owner"
AT_LEAST = 500  # owners; fewer are never worth making all links anew
IN_ROWS = 5_000  # as many rows are written anew for each owner touched, in the long run


def are_linked(source: LiveSource, manifest: Manifest) -> bool:
    """Whether the files hold the links that are declared today."""
    return source.links is not None and manifest.links == source.links.name


def is_due(source: LiveSource, folder: Path, manifest: Manifest) -> bool:
    """Whether links must be made: there are none, or many owners were touched. Files whose rows do
    not lie in order are written anew with them.
    """
    if source.links is None or not manifest.files:
        return False
    if not are_linked(source, manifest) or manifest.order != source.order:
        return True
    return len(touched_owners(folder, manifest)) > max(AT_LEAST, manifest.rows // IN_ROWS)


def touched_owners(folder: Path, manifest: Manifest) -> pa.Array:
    """The owners in the list of a manifest."""
    if not manifest.touched:
        return pa.array([], type=pa.int64())
    return pq.read_table(folder / manifest.touched)[OWNER].combine_chunks()


def write_touched(folder: Path, generation: int, owners: Iterable[pa.Array]) -> str:
    """Write the list, each once; `""` when nobody is on it."""
    every = different(owners)
    if not len(every):
        return ""
    name = f"touched-{generation:08d}-{uuid4().hex[:12]}.parquet"
    write_parquet(folder / name, pa.table({OWNER: every}))
    return name


def different(owners: Iterable[pa.Array]) -> pa.Array:
    """Each owner once, without those that are not known."""
    chunks = [one.cast(pa.int64()) for one in owners]
    every = pc.unique(pa.chunked_array(chunks, type=pa.int64()))
    return every.drop_null()


def owners_of(links: Links, rows: pa.Table) -> pa.Array:
    """Whose rows these are."""
    return pc.unique(rows[links.owner])


def not_yet_linked(source: LiveSource, rows: pa.Table) -> pa.Table:
    """The rows as files hold them: no link is known, but that nothing follows a nobody's."""
    wide = with_columns(rows, source.file_schema)
    if source.links is None:
        return wide
    place = wide.schema.get_field_index(source.links.column)
    missing = pa.scalar(None, type=pa.date32())
    told = pc.if_else(wide[source.links.owner].is_null(), NEVER, missing).cast(pa.date32())
    return wide.set_column(place, wide.schema.field(place), told)
