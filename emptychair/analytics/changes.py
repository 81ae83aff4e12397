"""Which rows changed or vanished since a moment, as the database noted it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, QuerySet

from emptychair.analytics.models import RowChange, row_changes
from emptychair.analytics.sources import LiveSource

HIGHEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Since:
    """How much is newer than a snapshot; another one whenever anything happened since."""

    new_rows: int
    highest_id: int
    changes: int
    last_change: int


def since(source: LiveSource, workspace_id: int, *, closed_id: int, moment: datetime) -> Since:
    """Two small questions: rows above the closed id, and changes noted."""
    every: QuerySet[Any] = QuerySet(source.table)
    newer = every.alias(place=F("workspace_id") + 0).filter(place=workspace_id)
    # Between two ends: with one, SQLite would rather walk through a whole index.
    newer = newer.filter(pk__gt=closed_id, pk__lte=HIGHEST_ID)
    rows = newer.aggregate(n=Count("pk"), top=Max("pk"))
    noted = _noted(source, workspace_id, moment).aggregate(n=Count("pk"), top=Max("pk"))
    return Since(rows["n"], rows["top"] or 0, noted["n"], noted["top"] or 0)


def changed_ids(
    source: LiveSource, workspace_id: int, *, closed_id: int, moment: datetime
) -> list[int]:
    """The closed rows that were changed or deleted since a moment, in order."""
    rows = _noted(source, workspace_id, moment).filter(row_id__lte=closed_id)
    return sorted(set(rows.values_list("row_id", flat=True)))


def forget_changes(source: LiveSource, workspace_id: int, *, before: datetime) -> int:
    """Let go of what a snapshot holds by now."""
    rows = row_changes().filter(workspace_id=workspace_id, relation=source.relation, at__lt=before)
    return rows.delete()[0]


def _noted(source: LiveSource, workspace_id: int, moment: datetime) -> "QuerySet[RowChange]":
    return row_changes().filter(workspace_id=workspace_id, relation=source.relation, at__gte=moment)
