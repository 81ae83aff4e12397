"""From single answers to the three counts that everything else starts from."""

import operator
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.errors import Impossible


class NpsCounts(NamedTuple):
    """How many promoters, passives and detractors answered."""

    promoters: int
    passives: int
    detractors: int

    @property
    def n(self) -> int:
        """How many answered."""
        return self.promoters + self.passives + self.detractors


Counts: TypeAlias = NpsCounts | tuple[int, int, int]
Scores: TypeAlias = ArrayLike | Iterable[int]


def checked_count(value: int, what: str) -> int:
    """The count as a plain int; raises `Impossible` when it is negative or not whole."""
    try:
        count = operator.index(value)
    except TypeError:
        raise Impossible(f"{what} are counted in whole numbers; {value!r} is none.") from None
    if count < 0:
        raise Impossible(f"{what} cannot be fewer than none; {count} was given.")
    return count


def as_counts(counts: Counts) -> NpsCounts:
    """Three numbers in the order promoters, passives, detractors, checked."""
    promoters, passives, detractors = counts
    return NpsCounts(
        checked_count(promoters, "Promoters"),
        checked_count(passives, "Passives"),
        checked_count(detractors, "Detractors"),
    )


def numbers(values: Scores, what: str) -> NDArray[np.float64]:
    """The values as one row of finite floats; raises `Impossible` for text, blanks and tables."""
    listed = values if isinstance(values, np.ndarray) else list(values)  # type: ignore[arg-type]  # a lone number fails below
    try:
        array = np.asarray(listed, dtype=np.float64)
    except (TypeError, ValueError):
        raise Impossible(f"{what} must be numbers; leave blanks and text out.") from None
    if array.ndim != 1:
        raise Impossible(f"{what} must be one row of numbers, not a table.")
    if not np.isfinite(array).all():
        raise Impossible(f"{what} hold a blank; a blank is not a zero, leave it out.")
    return array


def signs_of(
    scores: Scores, *, detractors_up_to: int = 6, promoters_from: int = 9
) -> NDArray[np.float64]:
    """Each 0-10 answer as -1 (detractor), 0 (passive) or +1 (promoter).

    Raises `Impossible` for an answer that is not a whole number from 0 to 10, and for cut-offs
    that overlap. Cut-offs other than 0-6, 7-8, 9-10 must be printed beside the score.
    """
    if not 0 <= detractors_up_to < promoters_from <= 10:
        raise Impossible(
            "The cut-offs must leave promoters above detractors within 0 to 10; "
            f"detractors up to {detractors_up_to} and promoters from {promoters_from} do not."
        )
    answers = numbers(scores, "Scores")
    wrong = (answers < 0) | (answers > 10) | (answers % 1 != 0)
    if wrong.any():
        raise Impossible(
            f"A score is a whole number from 0 to 10; {answers[wrong][0]:g} is not. "
            "Convert other scales first."
        )
    return np.where(answers >= promoters_from, 1.0, np.where(answers <= detractors_up_to, -1.0, 0))


def count_scores(
    scores: Scores, *, detractors_up_to: int = 6, promoters_from: int = 9
) -> NpsCounts:
    """Count 0-10 answers into promoters, passives and detractors; none gives three zeros.

    Raises `Impossible` as `signs_of` does.
    """
    signs = signs_of(scores, detractors_up_to=detractors_up_to, promoters_from=promoters_from)
    return NpsCounts(
        promoters=int((signs > 0).sum()),
        passives=int((signs == 0).sum()),
        detractors=int((signs < 0).sum()),
    )
