"""What moved within a month: from what customers paid at its start to what they pay at its end."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emptychair.customers.rules.months import day_number
from emptychair.customers.rules.runs import Amounts, Runs
from emptychair.kit.periods import months_later
from emptychair.renewals.types import MovementKind
from emptychair.stats import Retention, TooFew, gross_retention, logo_churn, net_retention

YEAR = 12
MONTHS = 37  # three years and the month that runs


@dataclass(frozen=True, slots=True)
class Movement:
    """One customer whose revenue changed."""

    unit: int
    kind: MovementKind
    before: float
    after: float

    @property
    def size(self) -> float:
        """How much, without its sign."""
        return round(abs(self.after - self.before), 2)


@dataclass(frozen=True, slots=True)
class Bridge:
    """One month in one currency. The sums of `movements` lead from `starting` to `ending`."""

    month: date
    currency: str
    starting: float
    ending: float
    customers_before: int
    customers_after: int
    movements: tuple[Movement, ...]
    shares: dict[str, Any] = field(default_factory=dict)

    def sum_of(self, kind: MovementKind) -> float:
        """How much moved in this way."""
        return round(sum(one.size for one in self.movements if one.kind == kind), 2)

    def count_of(self, kind: MovementKind) -> int:
        """How many customers."""
        return sum(one.kind == kind for one in self.movements)

    @property
    def checksum(self) -> str:
        """The same for the same figures and movements; any change of the data shows."""
        rows = sorted((one.unit, one.kind.value, one.before, one.after) for one in self.movements)
        head = (self.month.isoformat(), self.currency, self.starting, self.ending)
        plain = repr((head, self.customers_before, self.customers_after, rows, self.shares))
        return hashlib.sha256(plain.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Edge:
    paid: Amounts
    there: NDArray[np.bool_]


def counted_months(today: date) -> list[date]:
    """The first days of the months that are kept counted, the running one last."""
    return [months_later(today.replace(day=1), -back) for back in range(MONTHS - 1, -1, -1)]


def bridges(runs: Runs, months: list[date], *, today: date) -> Iterator[Bridge]:
    """Each month in each currency in which anybody paid or moved, in order; the running month until
    today.
    """
    if not len(runs.units):
        return
    begun = runs.first_days()
    wanted = {months_later(month, -back) for month in months for back in (0, 1, YEAR)}
    edges = {month: _edge(runs, month, today) for month in wanted}
    for month in months:
        before, after = edges[months_later(month, -1)], edges[month]
        year = edges[months_later(month, -YEAR)]
        start = _close(months_later(month, -1))
        for currency in np.unique(runs.currencies):
            own = runs.currencies == currency
            if (own & (before.there | after.there)).any():
                parts = (_part(one, own) for one in (before, after, year))
                known = begun[own] <= start
                yield _bridge(month, str(currency), runs.units[own], known, *parts)


def _close(month: date) -> int:
    """The last day of the month."""
    return day_number(months_later(month, 1)) - 1


def _edge(runs: Runs, month: date, today: date) -> _Edge:
    return _Edge(*runs.paid_on(min(_close(month), day_number(today))))


def _part(edge: _Edge, own: NDArray[np.bool_]) -> _Edge:
    return _Edge(edge.paid[own], edge.there[own])


def _bridge(
    month: date,
    currency: str,
    units: NDArray[np.int64],
    known: NDArray[np.bool_],
    *edges: _Edge,
) -> Bridge:
    before, after, year = edges
    found = list(_movements(units, known, before, after))
    return Bridge(
        month=month,
        currency=currency,
        starting=round(float(before.paid.sum()), 2),
        ending=round(float(after.paid.sum()), 2),
        customers_before=int(before.there.sum()),
        customers_after=int(after.there.sum()),
        movements=tuple(found),
        shares={
            "nrr": told_retention(net_retention, year.paid, after.paid),
            "grr": told_retention(gross_retention, year.paid, after.paid),
            "churn_year": _churn(year, after),
            "churn_month": _churn(before, after),
        },
    )


def _movements(
    units: NDArray[np.int64], known: NDArray[np.bool_], before: _Edge, after: _Edge
) -> Iterator[Movement]:
    moved = (before.there != after.there) | (before.paid != after.paid)
    for at in np.flatnonzero(moved):
        old, new = float(before.paid[at]), float(after.paid[at])
        if before.there[at] and not after.there[at]:
            kind = MovementKind.LOST
        elif after.there[at] and not before.there[at]:
            kind = MovementKind.REACTIVATION if known[at] else MovementKind.NEW
        else:
            kind = MovementKind.EXPANSION if new > old else MovementKind.CONTRACTION
        yield Movement(int(units[at]), kind, old, new)


def told_retention(share: Any, before: Amounts, after: Amounts) -> dict[str, Any] | None:
    """A share of revenue as plain values; None where nobody paid before."""
    try:
        found: Retention = share(before, after)
    except TooFew:
        return None
    return {
        "share": found.share, "low": found.low, "high": found.high,
        "n": found.customers, "effective": found.effective,
    }  # fmt: skip


def _churn(before: _Edge, after: _Edge) -> dict[str, Any] | None:
    there = int(before.there.sum())
    if there == 0:
        return None
    lost = int((before.there & ~after.there).sum())
    found = logo_churn(lost, there)
    return {"share": found.share, "low": found.low, "high": found.high, "n": there, "lost": lost}
