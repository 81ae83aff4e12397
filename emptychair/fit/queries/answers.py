"""The newest answer of each person in a year, counted by the engine and read once for a page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import LiveSource, LiveTable, live_tables
from emptychair.customers.datasets import LIVE_EVENTS
from emptychair.customers.models import Order
from emptychair.fit.expressions.newest import (
    Asked,
    asked_alike,
    asked_of_a_year,
    moments_of_use,
    newest_of_each,
    unnamed,
    use_alike,
    use_of_a_year,
    who_loves,
)
from emptychair.fit.types import Loved
from emptychair.metrics.datasets import LIVE_ANSWERS, LIVE_ORDERS
from emptychair.surveys.queries.privacy import private_surveys

_KINDS = ["segment", "score", "has_used"]
_ORDER = [
    ("is_idle", "ascending"), ("score", "descending"), ("answered_at", "descending"),
    ("person_id", "ascending"),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """One person's newest answer; `has_used` is None where use is not recorded at all."""

    response_id: int
    person_id: int
    segment: str
    score: int
    answered_at: datetime
    has_used: bool | None


@dataclass(frozen=True, slots=True)
class Alike:
    """So many people with the same newest answer."""

    segment: str
    score: int
    has_used: bool | None
    n: int


class NewestAnswers:
    """Of each person the newest counted answer of the last twelve months.

    Answers to surveys that promised not to link them are not among them. Everything is read as of
    `now`, each thing once: hand it on where a page asks for several.
    """

    def __init__(self, access: Access, *, now: datetime) -> None:
        access.require(Permission.SCORE_READ)
        self._access, self._now = access, now
        self._read: dict[tuple[str, int, str], pa.Table] = {}
        self._held: list[LiveTable] = []  # who holds them holds their rows

    def counts(self, metric: str, *, recent_days: int = 0, segment: str = "") -> list[Alike]:
        """How many of each kind; with `recent_days` those told apart who used it by then.

        That is on two days at least in so many days before they answered.
        """
        rows = self._rows(metric, recent_days, segment)
        counted = rows.group_by(_KINDS).aggregate([("id", "count")])
        return [
            Alike(row["segment"] or "", row["score"], row["has_used"], row["id_count"])
            for row in counted.to_pylist()
        ]

    def first(
        self,
        metric: str,
        part: slice,
        *,
        recent_days: int = 0,
        segment: str = "",
        score: int | None = None,
    ) -> list[Answered]:
        """Some of them: who used it before the others, the highest score and the newest first."""
        rows = self._rows(metric, recent_days, segment)
        if score is not None:
            rows = rows.filter(pc.equal(rows["score"], score))
        idle = pc.equal(pc.fill_null(rows["has_used"], True), False)
        rows = rows.append_column("is_idle", idle.cast(pa.int8()))
        stop = rows.num_rows if part.stop is None else min(part.stop, rows.num_rows)
        if stop <= (part.start or 0):
            return []
        places = pc.select_k_unstable(rows, k=stop, sort_keys=_ORDER)
        return list(_answered(rows.take(places[part.start or 0 :])))

    def unnamed(self, metric: str) -> dict[str, int]:
        """How many answers of the year have no name, by segment word."""
        found = self._told(unnamed, self._asked(metric))
        return {row["segment"] or "": row["n"] for row in found.to_pylist()}

    def loved(self) -> Loved:
        """How many people would miss us, or recommend us; each once."""
        missed, promoted = self._asked("pmf"), self._asked("nps")
        found = self._told(who_loves, missed, promoted)
        return Loved(**found.to_pylist()[0])

    def _rows(self, metric: str, recent_days: int, segment: str) -> pa.Table:
        key = (metric, recent_days, segment)
        if key not in self._read:
            self._read[key] = self._with_use(self._asked(metric, segment), recent_days)
        return self._read[key]

    def _with_use(self, asked: Asked, days: int) -> pa.Table:
        if days:
            use = use_of_a_year(asked, self._did, days)
            told = live_tables().answer(self._live_answers, use, use_alike(use))
            if pc.any(told["has_used"]).as_py() or self._use_is_recorded:
                return told
        return self._told(newest_of_each, asked)

    def _told(self, ask: Callable[..., ir.Table], *asked: Asked) -> pa.Table:
        """What one question tells of answers alone, which is translated once for all moments."""
        rows, told = self._live_answers, asked_alike(ask, *asked)
        return live_tables().answer(rows, lambda table: ask(table, *asked), told)

    def _asked(self, metric: str, segment: str = "") -> Asked:
        return asked_of_a_year(metric, self._now, self._private, segment)

    @cached_property
    def _private(self) -> frozenset[int]:
        return frozenset(private_surveys(self._access).values_list("pk", flat=True))

    @cached_property
    def _use_is_recorded(self) -> bool:
        """Whether this workspace knows of anything that its people did."""
        return bool(live_tables().read(moments_of_use(*self._did).limit(1)).num_rows)

    @cached_property
    def _did(self) -> list[tuple[ir.Table, str]]:
        """Events of its people, and their orders where it has any, with when."""
        tables = [(self._table(LIVE_EVENTS), "occurred_at")]
        if Order.objects.visible_to(self._access).exists():
            tables.append((self._table(LIVE_ORDERS), "ordered_at"))
        return tables

    @cached_property
    def _live_answers(self) -> LiveTable:
        return self._live(LIVE_ANSWERS)

    def _table(self, source: LiveSource) -> ir.Table:
        return self._live(source).table

    def _live(self, source: LiveSource) -> LiveTable:
        place = self._access.workspace
        live = live_tables().table(source, place.pk, place.zone)
        self._held.append(live)
        return live


def _answered(rows: pa.Table) -> Iterator[Answered]:
    for row in rows.to_pylist():
        yield Answered(
            row["id"], row["person_id"], row["segment"] or "", row["score"], row["answered_at"],
            row["has_used"],
        )  # fmt: skip
