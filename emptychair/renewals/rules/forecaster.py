"""The chance that a contract is renewed, from the renewals of the past of contracts like it.

For each way of paying, and each time ahead at which one asks, the past is counted anew: whoever is
still there ten days before the day is likelier to stay than somebody a hundred days before.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from emptychair.customers.rules.runs import STEPS, Terms
from emptychair.renewals.rules.decisions import (
    Bands,
    Decision,
    bands_of,
    decisions,
    followed,
    path_of,
    terms_asof,
    turn_of,
)
from emptychair.stats import BaseRate, Due, ExpectedSum, NestedRates, TooFew, nested_rates_of_counts
from emptychair.stats import expected_sum as sum_expected
from emptychair.stats.base_rates import Path

LEADS = (30, 60, 90, 180)
RATE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Coming:
    """A renewal that comes up: the contract, its day, its worth a year."""

    terms: Terms
    due: int
    value: float


@dataclass(frozen=True)
class Forecaster:
    """Base rates by way of paying and days ahead; empty where the past is too short."""

    rates: Mapping[tuple[str, int], NestedRates]
    bands: Bands
    decisions: int

    def chance(self, coming: Coming, today: int) -> BaseRate | None:
        """The base rate of a renewal, as of a day; the same for all of a group, so asked once."""
        found = self.place(coming, today)
        if found is None:
            return None
        rates, path = found
        key = (id(rates), rates.known(path))
        if key not in self._told:
            self._told[key] = rates.rate(path)
        return self._told[key]

    @cached_property
    def _told(self) -> dict[tuple[int, Path], BaseRate]:
        return {}

    def place(self, coming: Coming, today: int) -> tuple[NestedRates, Path] | None:
        """Which rates apply and which group of them; None: the past says nothing."""
        rates = self.rates.get((coming.terms.period, lead_of(coming.due - today)))
        if rates is None:
            return None
        turn = turn_of(coming.terms, coming.due)
        return rates, path_of(coming.terms, turn, self.bands)

    def total(self, rows: Sequence[Coming], today: int) -> ExpectedSum | None:
        """What is expected of all that have a chance, with its interval."""
        parts: dict[int, tuple[NestedRates, list[Path], list[float]]] = {}
        for one in rows:
            found = self.place(one, today)
            if found is not None:
                _rates, paths, amounts = parts.setdefault(id(found[0]), (found[0], [], []))
                paths.append(found[1])
                amounts.append(one.value)
        if not parts:
            return None
        return sum_expected([Due(*one) for one in parts.values()])

    def plain(self) -> dict[str, Any]:
        """For storing."""
        return {
            "decisions": self.decisions,
            "bands": {key: list(edges) for key, edges in self.bands.edges.items()},
            "rates": [
                {
                    "period": period,
                    "lead": lead,
                    "strengths": list(rates.strengths),
                    "counts": [[list(path), *two] for path, two in sorted(rates.counts.items())],
                }
                for (period, lead), rates in sorted(self.rates.items())
            ],
        }


def lead_of(days: int) -> int:
    """The smallest time ahead that holds so many days."""
    return next((lead for lead in LEADS if days <= lead), LEADS[-1])


def forecaster(
    contracts: Sequence[Terms], before: Iterable[Terms], *, today: int, gap_days: int
) -> Forecaster:
    """Made of everything that was known by a day, and nothing later."""
    known = list(terms_asof(contracts, before, today))
    bands, renewed = bands_of(known), followed(known, gap_days)
    found = Counter(decisions(known, today=today, bands=bands, renewed=renewed))
    rates: dict[tuple[str, int], NestedRates] = {}
    for period in STEPS:
        own = {one: n for one, n in found.items() if one.period == period}
        for lead in LEADS:
            try:
                rates[period, lead] = nested_rates_of_counts(_counts(own, lead))
            except TooFew:
                continue
    return Forecaster(rates, bands, found.total())


def _counts(own: Mapping[Decision, int], lead: int) -> dict[Path, tuple[int, int]]:
    """Of those that were not cancelled so many days before: how many stayed, of how many."""
    counts: dict[Path, tuple[int, int]] = {}
    for one, times in own.items():
        if one.notice < lead:
            stayed, n = counts.get(one.path, (0, 0))
            counts[one.path] = (stayed + times * one.stayed, n + times)
    return counts
