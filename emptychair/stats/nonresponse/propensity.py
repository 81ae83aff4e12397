"""Who answers, and weights from it. Explained in `docs/algorithms/propensity.md`."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from emptychair.stats.errors import Impossible, TooFew

STRATA = 5
BALANCED = 0.1
"""The standardised difference below which two groups are alike in something (Austin 2009)."""
PER_TERM = 10
"""Answers, and silent ones, for each thing known, below which no chance is estimated."""
STEPS = 50
_FLAT = 1e-10
_CERTAIN = 15.0  # log odds beyond which somebody would answer, or be silent, without exception

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Balance:
    """How far those who answered are from all who were asked, in standard deviations."""

    name: str
    before: float
    after: float

    @property
    def is_balanced(self) -> bool:
        """Whether the weighted answers are like everybody asked in this."""
        return abs(self.after) < BALANCED


@dataclass(frozen=True)
class Propensity:
    """The chance of each one asked to answer, their stratum (0 answers least), and weights.

    `weights` stand for everybody asked: of a silent one nothing, of one who answered those asked
    in the stratum for each who answered. They add up to all who were asked.
    """

    chances: Numbers
    strata: NDArray[np.intp]
    weights: Numbers
    rates: tuple[float, ...]
    balance: tuple[Balance, ...]

    @property
    def is_balanced(self) -> bool:
        """Whether nothing that is known still sets the weighted answers apart."""
        return all(each.is_balanced for each in self.balance)


def response_propensity(known: Mapping[str, ArrayLike], answered: ArrayLike) -> Propensity:
    """Logistic regression of answering on what is known of everybody asked, in five strata.

    Give numbers, or 0 and 1 for belonging to a group (all groups but one). Raises `TooFew` under
    ten answers or ten silent for each thing known, or where a stratum has no answer; `Impossible`
    where something known tells without exception who answers.
    """
    names = list(known)
    table = _table(known)
    heard = np.asarray(answered, dtype=np.float64).ravel()
    _check(table, heard, names)
    moving = table.std(axis=0) > 0
    scaled = (table[:, moving] - table[:, moving].mean(axis=0)) / table[:, moving].std(axis=0)
    chances = expit(_log_odds(scaled, heard))
    strata = _strata(chances)
    weights, rates = _weights(strata, heard)
    balance = [
        Balance(name, *_apart(table[:, number], heard, weights))
        for number, name in enumerate(names)
    ]
    return Propensity(chances, strata, weights, rates, tuple(balance))


def _table(known: Mapping[str, ArrayLike]) -> Numbers:
    if not known:
        raise Impossible("Name at least one thing that is known of everybody asked.")
    columns = [np.asarray(values, dtype=np.float64).ravel() for values in known.values()]
    if len({len(each) for each in columns}) != 1:
        raise Impossible("Each thing must be known of everybody asked, once.")
    table = np.column_stack(columns)
    if not np.isfinite(table).all():
        raise Impossible("Something is not known of somebody; leave it out, or mark it as unknown.")
    return table


def _check(table: Numbers, heard: Numbers, names: list[str]) -> None:
    if heard.shape != (len(table),) or not np.isin(heard, (0, 1)).all():
        raise Impossible("Of each one asked it is known whether they answered: 0 or 1.")
    fewest = int(min(heard.sum(), len(heard) - heard.sum()))
    if fewest < PER_TERM * len(names):
        raise TooFew(
            f"{len(names)} things need {PER_TERM * len(names)} answers and as many silent; there "
            f"are {int(heard.sum())} and {int(len(heard) - heard.sum())}."
        )


def _log_odds(scaled: Numbers, heard: Numbers) -> Numbers:
    """Of answering, at the largest likelihood (Newton's steps, halved where they go too far)."""
    design = np.column_stack([np.ones(len(scaled)), scaled])
    beta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = expit(design @ beta)
        slope = design.T @ (heard - chance)
        if float(np.abs(slope).max()) < _FLAT * len(heard):
            return design @ beta
        bend = (design * (chance * (1 - chance))[:, None]).T @ design
        step = np.linalg.lstsq(bend, slope, rcond=None)[0]
        while _likelihood(design @ (beta + step), heard) < _likelihood(design @ beta, heard) - 1e-9:
            step = step / 2
        beta = beta + step
        if float(np.abs(beta[1:]).max(initial=0.0)) > _CERTAIN:
            break
    raise Impossible("Something known tells without exception who answers; leave it out.")


def _likelihood(odds: Numbers, heard: Numbers) -> float:
    return float((heard * odds - np.logaddexp(0, odds)).sum())


def _strata(chances: Numbers) -> NDArray[np.intp]:
    """Fifths of everybody asked; equal chances stay together."""
    cuts = np.quantile(chances, np.arange(1, STRATA) / STRATA)
    raw = np.searchsorted(np.unique(cuts), chances, side="left")
    return np.unique(raw, return_inverse=True)[1].astype(np.intp)


def _weights(strata: NDArray[np.intp], heard: Numbers) -> tuple[Numbers, tuple[float, ...]]:
    asked, answers = np.bincount(strata), np.bincount(strata, heard)
    if (answers == 0).any():
        raise TooFew("Of those least likely to answer nobody did; no weight can stand for them.")
    return heard * (asked / answers)[strata], tuple((answers / asked).tolist())


def _apart(values: Numbers, heard: Numbers, weights: Numbers) -> tuple[float, float]:
    spread = float(values.std())
    if spread == 0:
        return 0.0, 0.0
    everybody = float(values.mean())
    before = float(np.average(values, weights=heard))
    after = float(np.average(values, weights=weights))
    return (before - everybody) / spread, (after - everybody) / spread
