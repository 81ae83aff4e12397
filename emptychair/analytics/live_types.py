"""What a process keeps of the rows it reads live (`live.py`)."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from emptychair.analytics.tail import Beside


@dataclass(frozen=True)
class LiveTable:
    """A version of the rows as an Ibis table; `name` is another one after every change.

    The rows stay as long as somebody holds this, however often they change in the meantime.
    """

    name: str
    table: ir.Table
    rows: int
    as_of: datetime  # when the database was looked at
    held: object = None  # who holds this holds the rows
    adding: bool = False  # whether they lie where counts of months do


class Held:
    """Of a version of the rows: when nobody has it any more, the rows go."""


@dataclass
class Kept:
    checks: Any  # equal ones mean that nothing happened
    live: LiveTable
    arrow: pa.Table | None = None  # of a small table
    beside: Beside | None = None  # of one with a snapshot
    linked: tuple[ir.Table | None, object] | None = None  # with their links, when somebody asked
    counts: dict[Hashable, LiveTable] = field(default_factory=dict)
    stored: list[str] = field(default_factory=list)  # names in the engine that go with the rows


def is_counted(kept: Kept, name: str) -> bool:
    """Whether a snapshot holds these counts; one of an older version may not."""
    return kept.beside is not None and name in kept.beside.opened.manifest.rollups
