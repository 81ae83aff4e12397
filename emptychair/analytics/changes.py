"""Which rows changed or vanished since a moment, as the database noted it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, F, Max, QuerySet

from emptychair.analytics.by_chance import how_many
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
    by_chance: int  # rows below zero there are, in files or not


@dataclass(frozen=True, slots=True)
class _Counted:
    """How many rows there were above a closed id, up to the highest of that moment."""

    mark: tuple[object, ...]
    rows: int
    top: int


_COUNTED: dict[tuple[str, int], _Counted] = {}  # by relation and workspace


def since(source: LiveSource, workspace_id: int, *, closed_id: int, moment: datetime) -> Since:
    """Two small questions: rows above the closed id, and changes noted."""
    noted = _noted(source, workspace_id, moment).aggregate(
        n=Count("pk"), top=Max("pk"), by_chance=how_many(source, workspace_id)
    )
    changes, last = noted["n"], noted["top"] or 0
    rows, top = _newer(source, workspace_id, closed_id, (closed_id, moment, changes, last))
    return Since(rows, top, changes, last, noted["by_chance"])


def _newer(
    source: LiveSource, workspace_id: int, closed_id: int, mark: tuple[object, ...]
) -> tuple[int, int]:
    """How many rows came, and the highest. Millions may have come since a snapshot: where nothing
    that was there changed or vanished, only rows above those of the last look are counted.

    SQLite has one writer at a time, so that ids come in order; elsewhere one that began early may
    end late, and all are counted. What is not on disk yet is not remembered.
    """
    key = (source.relation, workspace_id)
    kept = _COUNTED.get(key) if connection.vendor == "sqlite" else None
    if kept is None or kept.mark != mark:
        kept = _Counted(mark, 0, 0)
    every: QuerySet[Any] = QuerySet(source.table)
    newer = every.alias(place=F("workspace_id") + 0).filter(place=workspace_id)
    # Between two ends: with one, SQLite would rather walk through a whole index.
    newer = newer.filter(pk__gt=max(closed_id, kept.top), pk__lte=HIGHEST_ID)
    found = newer.aggregate(n=Count("pk"), top=Max("pk"))
    rows, top = kept.rows + found["n"], found["top"] or kept.top
    if not connection.in_atomic_block:
        _COUNTED[key] = _Counted(mark, rows, top)
    return rows, top


def changed_ids(
    source: LiveSource, workspace_id: int, *, closed_id: int, moment: datetime
) -> list[int]:
    """The closed rows that were changed or deleted since a moment, in order."""
    if not closed_id:
        return []  # all rows are read
    rows = _noted(source, workspace_id, moment).filter(row_id__lte=closed_id)
    return sorted(set(rows.values_list("row_id", flat=True)))


def forget_changes(source: LiveSource, workspace_id: int, *, before: datetime) -> int:
    """Let go of what a snapshot holds by now."""
    rows = row_changes().filter(workspace_id=workspace_id, relation=source.relation, at__lt=before)
    return rows.delete()[0]


def _noted(source: LiveSource, workspace_id: int, moment: datetime) -> "QuerySet[RowChange]":
    return row_changes().filter(workspace_id=workspace_id, relation=source.relation, at__gte=moment)
