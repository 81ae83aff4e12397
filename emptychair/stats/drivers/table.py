"""Answers side by side: one outcome, several drivers, complete rows only.

What is left out, and why, stays with the table: a figure must be able to say whom it is about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.errors import Impossible, TooFew

LEAST_ROWS = 50
"""Below so many complete rows nothing is said of drivers."""

PER_DRIVER = 10
"""So many complete rows are needed for each driver."""

LEAST_DIFFERENT = 10
"""A driver that fewer answered unlike the rest cannot move anything that could be seen."""

SMALLEST_EIGENVALUE = 1e-6
"""Below it a driver is, but for rounding, made of the others."""

Reason: TypeAlias = Literal["few", "alike", "seldom_together", "copy"]
Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class LeftOut:
    """A driver that is not among the others, why, and how many had answered it."""

    name: str
    reason: Reason
    n: int


@dataclass(frozen=True, eq=False)
class DriverTable:
    """Complete rows: `outcome` and one column of `values` for each of `names`.

    `rows` are their places in what was given, `groups` numbers the customers (several answers of
    one person share a number), `incomplete` rows had an outcome and lacked a driver.
    """

    names: tuple[str, ...]
    outcome: Floats
    values: Floats
    groups: NDArray[np.int64]
    rows: NDArray[np.int64]
    left_out: tuple[LeftOut, ...]
    incomplete: int

    @property
    def n(self) -> int:
        """How many complete rows."""
        return len(self.outcome)


def driver_table(
    outcome: ArrayLike, drivers: Mapping[str, ArrayLike], *, people: Sequence[Any] | None = None
) -> DriverTable:
    """The rows that have the outcome and all drivers that can be told apart; NaN is a blank.

    A driver is left out when fewer than 50 answered it, when fewer than 10 answered it unlike the
    rest, when too few answered it together with the others, and when it repeats the others.
    `people` says whose row it is. Raises `TooFew` when fewer than 50 complete rows, or fewer than
    10 for each driver, are left, or all outcomes are alike; `Impossible` for columns of different
    lengths.
    """
    scores = _column(outcome, "The outcome")
    columns = {name: _column(values, f"Driver {name}") for name, values in drivers.items()}
    if any(len(column) != len(scores) for column in columns.values()):
        raise Impossible("Each driver needs a value (or a blank) for each outcome.")
    if people is not None and len(people) != len(scores):
        raise Impossible("Each row needs its person.")
    scored = np.isfinite(scores)
    left_out = [
        LeftOut(name, reason, int(np.isfinite(column[scored]).sum()))
        for name, column in columns.items()
        if (reason := _alone(column[scored])) is not None
    ]
    kept = [name for name in columns if name not in {one.name for one in left_out}]
    kept, complete = _together(columns, kept, scored, left_out)
    kept = _different(columns, kept, complete, left_out)
    return _table(scores, {name: columns[name] for name in kept}, complete, left_out, people)


def _table(
    scores: Floats,
    kept: Mapping[str, Floats],
    complete: NDArray[np.bool_],
    left_out: Sequence[LeftOut],
    people: Sequence[Any] | None,
) -> DriverTable:
    if not kept:
        raise TooFew(
            f"No driver was answered by {LEAST_ROWS} customers who also gave a score, with at "
            f"least {LEAST_DIFFERENT} answers unlike the rest. Ask more of them."
        )
    if _unlike(scores[complete]) < LEAST_DIFFERENT:
        raise TooFew("Nearly everybody gave the same score, so nothing can have moved it.")
    rows = np.flatnonzero(complete)
    whose = rows if people is None else np.asarray(people)[rows]
    return DriverTable(
        names=tuple(kept),
        outcome=scores[rows],
        values=np.column_stack([column[rows] for column in kept.values()]),
        groups=np.unique(whose, return_inverse=True)[1].astype(np.int64),
        rows=rows,
        left_out=tuple(left_out),
        incomplete=int((np.isfinite(scores) & ~complete).sum()),
    )


def _column(values: ArrayLike, what: str) -> Floats:
    try:
        column = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise Impossible(f"{what} must be numbers, with NaN for a blank.") from None
    if column.ndim != 1 or np.isinf(column).any():
        raise Impossible(f"{what} must be one row of finite numbers, with NaN for a blank.")
    return column


def _alone(column: Floats) -> Reason | None:
    """Why a driver says nothing by itself."""
    known = column[np.isfinite(column)]
    if len(known) < LEAST_ROWS:
        return "few"
    return "alike" if _unlike(known) < LEAST_DIFFERENT else None


def _unlike(known: Floats) -> int:
    """How many differ from the commonest value."""
    counts = np.unique(known, return_counts=True)[1]
    return int(len(known) - counts.max()) if len(counts) else 0


def _together(
    columns: Mapping[str, Floats],
    kept: list[str],
    scored: NDArray[np.bool_],
    left_out: list[LeftOut],
) -> tuple[list[str], NDArray[np.bool_]]:
    """Leave out those answered least until enough rows have all that are left."""
    kept = list(kept)
    while True:
        complete = scored.copy()
        for name in kept:
            complete &= np.isfinite(columns[name])
        if not kept or complete.sum() >= max(LEAST_ROWS, PER_DRIVER * len(kept)):
            return kept, complete
        counts = [int(np.isfinite(columns[name][scored]).sum()) for name in kept]
        worst = len(kept) - 1 - int(np.argmin(counts[::-1]))  # of several the last one
        left_out.append(LeftOut(kept.pop(worst), "seldom_together", counts[worst]))


def _different(
    columns: Mapping[str, Floats],
    kept: list[str],
    complete: NDArray[np.bool_],
    left_out: list[LeftOut],
) -> list[str]:
    """Leave out what no longer varies in the complete rows, and what repeats the others."""
    n = int(complete.sum())
    found: list[str] = []
    for name in kept:
        reason: Reason | None = None
        if _unlike(columns[name][complete]) < LEAST_DIFFERENT:
            reason = "alike"
        else:
            tried = np.column_stack([columns[one][complete] for one in (*found, name)])
            smallest = np.linalg.eigvalsh(np.atleast_2d(np.corrcoef(tried, rowvar=False)))[0]
            reason = "copy" if smallest < SMALLEST_EIGENVALUE else None
        if reason is None:
            found.append(name)
        else:
            left_out.append(LeftOut(name, reason, n))
    return found
