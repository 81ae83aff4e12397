"""Which renewals come up, and what came of those that did."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from emptychair.customers.rules.runs import STEPS, Terms
from emptychair.renewals.rules.decisions import GRACE, next_due, yearly
from emptychair.renewals.rules.forecaster import Coming

HORIZON = 190  # days ahead that are listed


@dataclass(frozen=True, slots=True)
class Fate:
    """What is known of a renewal: `stayed` None while nobody knows; `is_open`: it stays listed."""

    stayed: bool | None
    is_open: bool


def coming(contracts: Iterable[Terms], *, today: int, days: int = HORIZON) -> Iterator[Coming]:
    """The next renewal of every contract that runs, as far as it lies within so many days.

    A contract that is cancelled for a day to come is still listed: there may be time.
    """
    for one in contracts:
        if one.period not in STEPS or one.starts > today or one.amount <= 0:
            continue
        if one.cancelled is not None and one.cancelled <= today:
            continue
        due = next_due(one, today - 1)
        if due is not None and due - today <= days:
            yield Coming(one, due, yearly(one))


def fate_of(one: Terms | None, due: int, *, today: int, renewed: frozenset[int]) -> Fate:
    """What the contract says of a renewal that was due on this day. None: it is gone."""
    if one is None:
        return Fate(stayed=None, is_open=False)
    if one.cancelled is not None and one.cancelled <= min(today, due + GRACE):
        return Fate(stayed=one.contract in renewed, is_open=False)
    if one.renews is not None and one.renews > due:
        return Fate(stayed=True, is_open=False)
    if one.renews is None and due + GRACE <= today:
        return Fate(stayed=True, is_open=False)  # goes on by itself: no day was ever agreed
    return Fate(stayed=None, is_open=True)
