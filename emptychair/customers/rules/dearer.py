"""Increases of price that contracts tell by themselves: the same plan for more money."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from emptychair.customers.rules.months import day_of_number
from emptychair.customers.rules.runs import Terms
from emptychair.customers.rules.trials import is_trial

LEAST = 0.005  # below which an amount was rounded, not raised


@dataclass(slots=True)
class Dearer:
    """A plan that became dearer within a month: from which day, for whom, by how much."""

    plan: str
    day: int
    units: set[int] = field(default_factory=set)
    shares: list[float] = field(default_factory=list)

    @property
    def percent(self) -> float:
        """The middle one of the increases."""
        return 100 * median(self.shares)


def increases(over_time: Iterable[Terms], words: tuple[str, ...], *, fewest: int) -> list[Dearer]:
    """Plans whose amount went up for at least so many contracts within a calendar month. More
    seats, another plan, term or currency is no increase of price; nor is the end of a trial.
    """
    of_contract: dict[int, list[Terms]] = {}
    for one in over_time:
        of_contract.setdefault(one.contract, []).append(one)
    found: dict[tuple[str, int, int], Dearer] = {}
    for terms in of_contract.values():
        for before, after in pairwise(sorted(terms, key=lambda one: one.starts)):
            share = _raised(before, after, words)
            if share is None:
                continue
            on = day_of_number(after.starts)
            key = (after.plan, on.year, on.month)
            row = found.setdefault(key, Dearer(after.plan, after.starts))
            row.day = min(row.day, after.starts)
            row.units.add(after.unit)
            row.shares.append(share)
    kept = (one for one in found.values() if len(one.shares) >= fewest)
    return sorted(kept, key=lambda one: (-one.day, one.plan))


def _raised(before: Terms, after: Terms, words: tuple[str, ...]) -> float | None:
    """By which share of it the price went up; for a seat, where seats are counted."""
    same = ("plan", "currency", "period")
    if any(getattr(before, name) != getattr(after, name) for name in same):
        return None
    if is_trial(before.amount, before.plan, words) or (before.seats is None) != (
        after.seats is None
    ):
        return None
    old = before.amount / (before.seats or 1)
    share = after.amount / (after.seats or 1) / old - 1
    return share if share > LEAST else None
