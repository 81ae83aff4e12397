"""How often something happens in a group of groups, each drawn to the group around it. Explained in
`docs/algorithms/renewal-forecast.md`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import checked_level

FEWEST = 20
"""Decisions below which no rate is given."""

Path = tuple[str, ...]
_STRENGTHS = np.geomspace(1, 1000, 61)
_AS_LIKELY = 1.92  # half of the 95 % point of chi-squared with one degree
_DRAWS = 4000
_PRIOR = 0.5  # of the outermost group (Jeffreys)


@dataclass(frozen=True)
class BaseRate:
    """How often, with the interval of the rate; `n` decisions were made in the group itself, and
    `depth` says how far down the groups it was found (0: among all).
    """

    rate: float
    low: float
    high: float
    n: int
    depth: int


@dataclass(frozen=True)
class NestedRates:
    """Counts of each group and how strongly each level is drawn to the one above.

    Plain numbers, so that it can be stored: `counts` are (happened, decisions) by path.
    """

    counts: Mapping[Path, tuple[int, int]]
    strengths: tuple[float, ...]

    @property
    def n(self) -> int:
        """Decisions of all."""
        return self.counts[()][1]

    @cached_property
    def _drawn(self) -> dict[Path, NDArray[np.float64]]:
        rng = np.random.default_rng(1)
        return self.draw(rng, (np.arange(_DRAWS) + 0.5) / _DRAWS)

    def known(self, path: Path) -> Path:
        """The innermost group on the way to `path` in which anything was decided."""
        while path not in self.counts:
            path = path[:-1]
        return path

    def shape(self, path: Path) -> tuple[float, float]:
        """The two numbers of the beta distribution of the rate of the group at or around `path`."""
        path = self.known(path)
        a = b = _PRIOR
        for depth in range(len(path) + 1):
            happened, n = self.counts[path[:depth]]
            if depth:
                mean, strength = a / (a + b), self.strengths[depth - 1]
                a, b = strength * mean, strength * (1 - mean)
            a, b = a + happened, b + (n - happened)
        return a, b

    def rate(self, path: Path, *, level: float = 0.95) -> BaseRate:
        """The rate of a group; one nobody decided in yet has that of the group around it.

        The interval is that of draws of all rates together: it holds that the rate around is not
        known exactly either.
        """
        tail = (1 - checked_level(level)) / 2
        inner, (a, b) = self.known(path), self.shape(path)
        low, high = (float(np.quantile(self._drawn[inner], each)) for each in (tail, 1 - tail))
        return BaseRate(a / (a + b), low, high, self.counts[inner][1], len(inner))

    def draw(
        self, rng: np.random.Generator, outer: NDArray[np.float64]
    ) -> dict[Path, NDArray[np.float64]]:
        """Rates of all groups that might be true together: inner ones follow the outer ones of the
        same draw. `outer` are numbers from 0 to 1: where the rate of all lies in its distribution.
        """
        from scipy.special import betaincinv

        drawn: dict[Path, NDArray[np.float64]] = {}
        for path in sorted(self.counts, key=lambda one: (len(one), one)):
            happened, n = self.counts[path]
            if path:
                strength, around = self.strengths[len(path) - 1], drawn[path[:-1]]
                a, b = strength * around + happened, strength * (1 - around) + (n - happened)
                found = rng.beta(a, b)
            else:
                found = betaincinv(_PRIOR + happened, _PRIOR + (n - happened), outer)
            drawn[path] = np.clip(found, 1e-12, 1 - 1e-12)
        return drawn


@dataclass(frozen=True)
class Due:
    """What is due, under one set of rates: of each the path to its group, and an amount."""

    rates: NestedRates
    paths: Sequence[Path]
    amounts: Sequence[float]


@dataclass(frozen=True)
class ExpectedSum:
    """What comes of many chances with amounts: the mean, and where so much of the draws lie."""

    value: float
    low: float
    high: float
    n: int


def nested_rates(paths: Sequence[Path], happened: Sequence[bool]) -> NestedRates:
    """Rates from single decisions, each with the path to its group, outermost first.

    Raises as `nested_rates_of_counts`, and `Impossible` where the two lists differ in length.
    """
    if len(paths) != len(happened):
        raise Impossible(f"Each decision has a path: {len(paths)} and {len(happened)}.")
    inner: dict[Path, tuple[int, int]] = {}
    for path, each in zip(paths, happened, strict=True):
        k, n = inner.get(path, (0, 0))
        inner[path] = (k + bool(each), n + 1)
    return nested_rates_of_counts(inner)


def nested_rates_of_counts(inner: Mapping[Path, tuple[int, int]]) -> NestedRates:
    """Rates from how often it happened in how many decisions of each innermost group.

    How strongly a level is drawn to the one above is the strongest that the counts allow
    (beta-binomial marginal likelihood, within its 95 % bound). Raises `TooFew` below 20 decisions.
    """
    total = sum(n for _, n in inner.values())
    if total < FEWEST:
        raise TooFew(f"A base rate needs {FEWEST} renewals of the past; there are {total}.")
    counts: dict[Path, tuple[int, int]] = {}
    for path, (happened, n) in inner.items():
        for depth in range(len(path) + 1):
            k, known = counts.get(path[:depth], (0, 0))
            counts[path[:depth]] = (k + happened, known + n)
    strengths: list[float] = []
    for depth in range(1, max(len(path) for path in inner) + 1):
        strengths.append(_strength(NestedRates(counts, tuple(strengths)), depth))
    return NestedRates(counts, tuple(strengths))


def expected_sum(
    due: Sequence[Due], *, level: float = 0.95, draws: int = 2000, seed: int = 1
) -> ExpectedSum:
    """What of the amounts comes, if each comes with the rate of its group.

    The interval holds both: that the rates are not known exactly, and that each comes or does not;
    of few, all of which are likely to come, it is not narrower than the rates are known. Where one
    set of rates is too high, the others are taken to be so too. Raises `TooFew` when nothing is
    due.
    """
    n = sum(len(one.paths) for one in due)
    if n == 0:
        raise TooFew("Nothing is due, so nothing can be expected.")
    rng = np.random.default_rng(seed)
    outer = rng.random(draws)
    total, expected, mean = np.zeros(draws), np.zeros(draws), 0.0
    for one in due:
        drawn = one.rates.draw(rng, outer)
        for path, inside in _by_group(one):
            a, b = one.rates.shape(path)
            mean += a / (a + b) * math.fsum(inside)
            total += _drawn_sum(rng, drawn[path], np.array(inside))
            expected += drawn[path] * math.fsum(inside)
    tail = (1 - checked_level(level)) / 2
    limits = [np.quantile(each, (tail, 1 - tail)) for each in (total, expected)]
    low, high = (pick(float(each[at]) for each in limits) for at, pick in ((0, min), (1, max)))
    return ExpectedSum(mean, min(low, mean), max(high, mean), n)


def _by_group(due: Due) -> list[tuple[Path, list[float]]]:
    groups: dict[Path, list[float]] = {}
    for path, amount in zip(due.paths, due.amounts, strict=True):
        groups.setdefault(due.rates.known(path), []).append(float(amount))
    return sorted(groups.items())


def _drawn_sum(
    rng: np.random.Generator, rate: NDArray[np.float64], amounts: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Sums of those that come; of very many by their mean and spread, which are then normal."""
    if len(amounts) > 500:
        spread = np.sqrt(rate * (1 - rate) * float((amounts**2).sum()))
        found = rate * float(amounts.sum()) + spread * rng.standard_normal(len(rate))
        return np.clip(found, 0.0, float(amounts.sum()))
    came = rng.random((len(rate), len(amounts))) < rate[:, None]
    summed: NDArray[np.float64] = came @ amounts
    return summed


def _strength(known: NestedRates, depth: int) -> float:
    """How many decisions the group around is worth: the most that is not clearly less likely than
    the likeliest, so that groups stand apart only where the counts say so.
    """
    from scipy.special import betaln

    rows = [(path, one) for path, one in known.counts.items() if len(path) == depth]
    k = np.array([one[0] for _, one in rows], dtype=np.float64)[:, None]
    n = np.array([one[1] for _, one in rows], dtype=np.float64)[:, None]
    shapes = [known.shape(path[:-1]) for path, _ in rows]
    mean = np.array([a / (a + b) for a, b in shapes])[:, None]
    a, b = _STRENGTHS * mean, _STRENGTHS * (1 - mean)
    logs = (betaln(a + k, b + n - k) - betaln(a, b)).sum(axis=0)
    fits = logs >= logs.max() - _AS_LIKELY
    return float(_STRENGTHS[np.flatnonzero(fits)[-1]])
