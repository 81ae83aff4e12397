"""The rows of one customer, where they are few: by the index of the database, and nobody else's."""

from typing import Any
from zoneinfo import ZoneInfo

import ibis
import ibis.expr.types as ir

from emptychair.analytics.carrying import typed
from emptychair.analytics.reading import read_columns
from emptychair.analytics.sources import LiveSource

MOST = 20_000  # from so many on a snapshot is quicker


def few_rows(
    source: LiveSource, workspace_id: int, zone: ZoneInfo, **about: Any
) -> ir.Table | None:
    """The rows `about` something as they stand now, for the same expressions as all rows.

    None where there are more than `MOST`: then ask the table of all (`live_tables`).
    """
    rows = source.rows(workspace_id).filter(**about)
    if rows.order_by()[: MOST + 1].count() > MOST:
        return None
    return ibis.memtable(typed(source, read_columns(rows, source.fields, source.schema), zone))
