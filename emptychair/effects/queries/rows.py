"""Answers as columns of numbers, from the engine."""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from emptychair.accounts.access import Access
from emptychair.analytics.live import live_tables
from emptychair.effects.expressions import MARKS, answers_between
from emptychair.effects.rules.rows import Numbers, Rows, value_of
from emptychair.metrics.queries.counts import answers_now
from emptychair.surveys.queries.privacy import shown_together


def rows_between(
    access: Access,
    *,
    metric: str,
    first: date,
    end: date,
    touchpoint_id: int | None = None,
    segment: str = "",
) -> Rows:
    """The answers from `first` up to, not including, `end`. Private surveys are left out."""
    live, together = answers_now(access), shown_together(access)
    found = live_tables().read(
        answers_between(
            live.table, together, metric=metric, first=first, end=end,
            touchpoint_id=touchpoint_id, segment=segment,
        )
    )  # fmt: skip
    return _rows(metric, found)


def _rows(metric: str, found: pa.Table) -> Rows:
    def column(name: str) -> Numbers:
        plain: Any = found.column(name).cast(pa.int64()).fill_null(0)
        return np.asarray(plain.to_numpy(), dtype=np.int64)

    score = column("score")
    worth = {int(one): value_of(metric, int(one)) for one in np.unique(score)}
    day = found.column("day").cast(pa.date32()).cast(pa.int32())
    return Rows(
        np.array([worth[int(one)] for one in score], dtype=np.float64), score,
        column("person_id"), column("company_id"), column("touchpoint_id"),
        np.asarray(day.to_numpy(), dtype=np.int64), *_marks(found),
    )  # fmt: skip


def _marks(found: pa.Table) -> tuple[dict[str, Numbers], dict[str, tuple[str, ...]]]:
    """What is known of each answer, as numbers, and what the numbers stand for; "" is nothing."""
    marks: dict[str, Numbers] = {}
    names: dict[str, tuple[str, ...]] = {}
    for name, column in MARKS.items():
        text: Any = found.column(column).cast(pa.string()).fill_null("")
        coded = text.combine_chunks().dictionary_encode()
        marks[name] = np.asarray(coded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
        names[name] = tuple(coded.dictionary.to_pylist())
    return marks, names
