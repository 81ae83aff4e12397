"""How much of the customers, and of what they pay, was heard. Explained in
`docs/algorithms/late-answers.md`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from emptychair.stats.errors import Impossible, TooFew


@dataclass(frozen=True)
class Heard:
    """Shares of the customers and of their value; `value` is None where nobody has one.

    A census of one's own customers, so there is no interval.
    """

    customers: int
    heard: int
    people: float
    value: float | None
    silent_value: float


def heard_share(values: ArrayLike, heard: ArrayLike) -> Heard:
    """The customers with what each pays, and whether each was heard (0 or 1).

    Raises `TooFew` without customers, `Impossible` for values below nothing.
    """
    worth = np.asarray(values, dtype=np.float64).ravel()
    said = np.asarray(heard, dtype=np.float64).ravel()
    if worth.size == 0:
        raise TooFew("There are no customers yet of whom somebody could be heard.")
    if worth.shape != said.shape or not np.isin(said, (0, 1)).all():
        raise Impossible("Of each customer it is known whether they were heard: 0 or 1.")
    if not np.isfinite(worth).all() or (worth < 0).any():
        raise Impossible("What a customer pays is a number of nothing or more.")
    total, spoken = float(worth.sum()), float((worth * said).sum())
    return Heard(
        customers=int(worth.size),
        heard=int(said.sum()),
        people=float(said.mean()),
        value=spoken / total if total else None,
        silent_value=total - spoken,
    )
