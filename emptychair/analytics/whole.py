"""Small tables: all rows of a workspace in memory, read again only where they changed.

One cheap question tells count, latest change and sums. When rows changed since are merged in and
these do not agree (a deletion, an update of many that tells no time), everything is read again;
and where somebody said that rows changed without their time (`untold.py`).
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import Count, Max, QuerySet, Sum

from emptychair.analytics.carrying import newer_rows, typed
from emptychair.analytics.reading import read_columns
from emptychair.analytics.sources import LiveSource
from emptychair.analytics.untold import how_often

OVERLAP = timedelta(minutes=5)  # a transaction that ends late carries an early time


def look_at(source: LiveSource, workspace_id: int) -> dict[str, Any]:
    """Count, latest change and sums; equal ones mean that nothing happened."""
    totals: dict[str, Any] = {name: Sum(source.fields[name]) for name in source.sums}
    found = source.rows(workspace_id).aggregate(
        n=Count("pk"), latest=Max("changed_at"), untold=how_often(workspace_id), **totals
    )
    numbers = {name: found[name] or 0 for name in ("n", "untold", *source.sums)}
    return numbers | {"latest": found["latest"]}


def read_again(
    source: LiveSource,
    workspace_id: int,
    zone: ZoneInfo,
    checks: dict[str, Any],
    *,
    kept: tuple[pa.Table, Mapping[str, Any]] | None,
) -> tuple[pa.Table, dict[str, Any]]:
    """The rows as they are now, from those that were kept and their checks; and their checks."""
    arrow = None
    told = kept is not None and kept[1]["untold"] == checks["untold"]
    if kept is not None and told and kept[1]["latest"] is not None:
        rows = source.rows(workspace_id).filter(changed_at__gte=kept[1]["latest"] - OVERLAP)
        arrow = _merged(source, kept[0], _read(source, rows, zone))
    if arrow is None or not _agree(source, arrow, checks):
        # something vanished, or changed without its time
        arrow = _everything(source, workspace_id, zone, checks["n"])
    if not _agree(source, arrow, checks):
        # Rows changed between check and reading: looked at again at the next question.
        checks = {**checks, "n": None}
    return arrow, checks


def _agree(source: LiveSource, arrow: pa.Table, checks: Mapping[str, Any]) -> bool:
    sums = {name: pc.sum(arrow[name]).as_py() or 0 for name in source.sums}
    return arrow.num_rows == checks["n"] and all(sums[name] == checks[name] for name in sums)


def _merged(source: LiveSource, old: pa.Table, changed: pa.Table) -> pa.Table:
    key = source.key
    kept = old.filter(pc.invert(pc.is_in(old[key], value_set=changed[key].combine_chunks())))
    return pa.concat_tables([kept, changed]).combine_chunks()


def _everything(source: LiveSource, workspace_id: int, zone: ZoneInfo, expected: int) -> pa.Table:
    """All rows; many are read apart, as snapshots are, unless a source tells its own rows."""
    if type(source) is not LiveSource:
        return _read(source, source.rows(workspace_id), zone)
    read = newer_rows(source, workspace_id, zone, after_id=0, expected=expected)
    return read.combine_chunks()


def _read(source: LiveSource, rows: QuerySet[Any], zone: ZoneInfo) -> pa.Table:
    return typed(source, read_columns(rows, source.fields, source.schema), zone)
