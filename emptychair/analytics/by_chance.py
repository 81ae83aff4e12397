"""Rows whose number was drawn by chance, below zero, so that it tells nothing of when they came.

They lie below every number up to which a snapshot goes, so that neither "higher" nor "changed"
finds them; and a note of when each came is what their number must not tell. So those that the
database has are held against those in the files.
"""

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db.models import BigIntegerField, Count, Expression, ExpressionWrapper, F, QuerySet
from django.db.models.expressions import RawSQL

from emptychair.analytics.manifest import Manifest
from emptychair.analytics.sources import LiveSource

LOWEST_ID = -(2**63)  # between two ends: with one, SQLite would rather walk through a whole index
FILES_KEPT = 2_000


def how_many(source: LiveSource, workspace_id: int) -> Expression:
    """How many there are, as one more column of a question that counts other rows."""
    table = source.relation
    said = f'(SELECT COUNT(*) FROM "{table}" WHERE id BETWEEN %s AND -1 AND workspace_id + 0 = %s)'  # noqa: S608 - name of our table
    rows = RawSQL(said, [LOWEST_ID, workspace_id], output_field=BigIntegerField())  # noqa: S611 - our own words
    return ExpressionWrapper(Count("pk") * 0 + rows, output_field=BigIntegerField())


def not_in_files(
    source: LiveSource,
    workspace_id: int,
    folder: Path,
    manifest: Manifest,
    *,
    noted: Collection[int],
) -> list[int]:
    """Those that came since, without those `noted` as changed. Before there is anything in files
    all rows of the workspace are read, these among them.
    """
    if not manifest.closed_id:
        return []
    every: QuerySet[Any] = QuerySet(source.table)
    mine = every.alias(place=F("workspace_id") + 0).filter(
        place=workspace_id, pk__range=(LOWEST_ID, -1)
    )
    there = set(source.belonging(mine).values_list("pk", flat=True)) - set(noted)
    for file in manifest.files if there else ():
        if file.first_id < 0:
            there -= _below_zero(folder / file.name, source.key)
    return sorted(there)


@lru_cache(maxsize=FILES_KEPT)
def _below_zero(path: Path, key: str) -> frozenset[int]:
    """Of one file, which is never written to again."""
    ids = pq.read_table(path, columns=[key], use_threads=False)[key]
    return frozenset(ids.filter(pc.less(ids, 0)).to_pylist())
