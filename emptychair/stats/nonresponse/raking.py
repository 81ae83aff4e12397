"""Weights that bring the answers to known customer totals. Explained in
`docs/algorithms/raking.md`.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.weighted import kish

SETTLED = 1e-9
"""The largest relative change of a weight below which raking has ended."""
ROUNDS = 5_000
TRIMMINGS = 200
_MET = 1e-6  # of all customers, by which a total may be missed
TRIM = 5.0
"""No weight is more than so many times the mean."""

Weights = NDArray[np.float64]
Margin = Iterable[Hashable]
Totals = Mapping[Hashable, float]


@dataclass(frozen=True)
class Raked:
    """A weight for each answer; they add up to the total.

    `design_effect` is Kish's: so many times more answers say as much, and `n_eff` is their number
    without it. `trimmed` answers stand at the largest weight allowed; then `gap` is the largest
    share of the total by which a group still misses its own (nothing when none is).
    """

    weights: Weights
    design_effect: float
    n_eff: float
    trimmed: int
    gap: float
    rounds: int


@dataclass(frozen=True)
class _Known:
    """One margin: the group of each answer by its number, and what each group adds up to."""

    name: str
    group: NDArray[np.intp]
    totals: Weights


def rake(
    margins: Mapping[str, Margin],
    totals: Mapping[str, Totals],
    *,
    base: ArrayLike | None = None,
    trim: float = TRIM,
) -> Raked:
    """Weights under which the answers agree with each known total (Deming and Stephan 1940).

    `margins` holds the group of each answer (plan, region), `totals` the customers in each group.
    Raises `TooFew` when a group with customers has no answer, `Impossible` when totals contradict
    each other or a group is not known.
    """
    if not margins or set(margins) != set(totals):
        raise Impossible("Each margin needs its totals, and there must be at least one.")
    known = [_known(name, groups, totals[name]) for name, groups in margins.items()]
    weights = _base(base, known)
    size = known[0].totals.sum()
    if trim <= 1:
        raise Impossible("Weights can only be trimmed above their mean.")
    weights, rounds = _settled(weights, known)
    cap, trims = trim * size / len(weights), 0
    while (weights > cap * (1 + SETTLED)).any() and trims < TRIMMINGS:
        weights, trims = _settled_once(np.minimum(weights, cap), known), trims + 1
    if trims:
        weights = _held_at(weights, cap, size)
    effective = kish(weights)
    return Raked(
        weights=weights,
        design_effect=len(weights) / effective,
        n_eff=effective,
        trimmed=int((weights >= cap * (1 - SETTLED)).sum()) if trims else 0,
        gap=max(_gap(weights, each) for each in known) if trims else 0.0,
        rounds=rounds,
    )


def _known(name: str, groups: Margin, totals: Totals) -> _Known:
    labels = {label: number for number, label in enumerate(totals)}
    try:
        group = np.array([labels[each] for each in groups], dtype=np.intp)
    except KeyError as error:
        raise Impossible(
            f"No total is known for {error.args[0]!r} of {name}; add it, or leave these out."
        ) from None
    amounts = np.array(list(totals.values()), dtype=np.float64)
    if not np.isfinite(amounts).all() or (amounts < 0).any() or not amounts.any():
        raise Impossible(f"The totals of {name} are numbers of nothing or more, not all nothing.")
    heard = np.bincount(group, minlength=len(amounts))
    for label, number in labels.items():
        if amounts[number] > 0 and not heard[number]:
            raise TooFew(f"Nobody of {label!r} answered ({name}); put it together with another.")
        if amounts[number] == 0 and heard[number]:
            raise Impossible(f"{label!r} of {name} has no customers, yet somebody answered.")
    return _Known(name, group, amounts)


def _base(base: ArrayLike | None, known: list[_Known]) -> Weights:
    n = len(known[0].group)
    if n < 2:
        raise TooFew("Weighting needs at least two answers.")
    for each in known[1:]:
        if len(each.group) != n:
            raise Impossible(f"Each answer needs its group of {each.name}.")
        if not np.isclose(each.totals.sum(), known[0].totals.sum(), rtol=1e-6):
            raise Impossible(
                f"{known[0].name} adds up to {known[0].totals.sum():g} customers and {each.name} "
                f"to {each.totals.sum():g}; count the same customers."
            )
    weights = np.ones(n) if base is None else np.asarray(base, dtype=np.float64).copy()
    if weights.shape != (n,) or not np.isfinite(weights).all() or (weights <= 0).any():
        raise Impossible(f"Each of the {n} answers needs one weight above nothing to begin with.")
    return weights


def _settled(weights: Weights, known: list[_Known]) -> tuple[Weights, int]:
    """One margin after the other until no weight moves any more."""
    rounds, moved = 0, np.inf
    while moved >= SETTLED and rounds < ROUNDS:
        before, weights = weights, _settled_once(weights, known)
        moved, rounds = float(np.abs(weights / before - 1).max()), rounds + 1
    if max(_gap(weights, each) for each in known) < _MET:
        return weights, rounds
    raise Impossible(
        "No weights agree with all totals: some groups never answered together. Use fewer margins "
        "or larger groups."
    )


def _settled_once(weights: Weights, known: list[_Known]) -> Weights:
    for each in known:
        sums = np.bincount(each.group, weights, minlength=len(each.totals))
        factors = np.divide(each.totals, sums, out=np.zeros_like(sums), where=sums > 0)
        weights = weights * factors[each.group]
    return weights


def _held_at(weights: Weights, cap: float, size: float) -> Weights:
    """None above the cap, and together still the total."""
    for _ in range(TRIMMINGS):
        held = weights >= cap
        room = size - cap * held.sum()
        weights = np.where(held, cap, weights * (room / weights[~held].sum()))
        if not (weights > cap * (1 + SETTLED)).any():
            break
    return weights


def _gap(weights: Weights, known: _Known) -> float:
    sums = np.bincount(known.group, weights, minlength=len(known.totals))
    return float(np.abs(sums - known.totals).max() / known.totals.sum())
