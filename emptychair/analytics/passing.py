"""All rows of a workspace passing by once, for whoever folds them into less.

A table without a snapshot is otherwise read whole and kept: three gigabytes for five million rows
that nobody asks for again.
"""

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import ibis.expr.types as ir
import pyarrow as pa

from emptychair.analytics.carrying import carry
from emptychair.analytics.live import live_tables
from emptychair.analytics.sources import LiveSource
from emptychair.analytics.upkeep import LIVE_AT_MOST

Ask = Callable[[ir.Table], ir.Table]


def passing(
    source: LiveSource, workspace_id: int, zone: ZoneInfo, ask: Ask
) -> Iterator[pa.Table | pa.RecordBatch]:
    """The rows of `ask(table)` in parts. It may be asked of any part of the table by itself, so
    that it tells of single rows, or what adds up.
    """
    tables = live_tables()
    if tables.is_at_hand(source, workspace_id, zone) or not _are_many(source, workspace_id):
        held = tables.table(source, workspace_id, zone)
        yield from tables.read_in_parts(ask(held.table))
        return
    for part in carry(source, workspace_id, zone):
        yield tables.read_of(part, ask)


def _are_many(source: LiveSource, workspace_id: int) -> bool:
    rows = source.rows(workspace_id).order_by()
    return rows[LIVE_AT_MOST : LIVE_AT_MOST + 1].exists()
