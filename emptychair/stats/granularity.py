"""Can this score come from so many answers? Explained in `docs/algorithms/granularity.md`."""

from decimal import Decimal
from fractions import Fraction

from emptychair.stats.counts import checked_count
from emptychair.stats.errors import Impossible, TooFew


def is_possible_nps(score: float, n: int, decimals: int = 0) -> bool:
    """Whether some count of promoters and detractors among `n` answers gives this printed score.

    The score is taken as rounded to `decimals` places, a half either way. The idea is the GRIM
    test (Brown and Heathers 2017), for steps of 100/n points. Raises `TooFew` for no answers,
    `Impossible` for a score outside ±100 or with more places than `decimals`.
    """
    if checked_count(n, "Answers") == 0:
        raise TooFew("A score needs at least one answer.")
    low, high = _rounded_from(score, decimals)
    # Some whole surplus of promoters over detractors must fall into [low, high] * n / 100.
    smallest = -((-low * n / 100).__floor__())
    return bool(smallest * Fraction(100, n) <= high)


def smallest_possible_n(score: float, decimals: int = 0) -> int:
    """The fewest answers from which this printed score can come. Raises as `is_possible_nps`."""
    _rounded_from(score, decimals)
    n = 1
    while not is_possible_nps(score, n, decimals):
        n += 1
    return n


def _rounded_from(score: float, decimals: int) -> tuple[Fraction, Fraction]:
    places = checked_count(decimals, "Decimals")
    if not -100 <= score <= 100:
        raise Impossible(f"NPS lies between -100 and 100; {score} does not.")
    # str() gives the digits that were printed; the binary float would be a little beside them.
    exact = Fraction(Decimal(str(score)))
    if (exact * 10**places).denominator != 1:
        raise Impossible(f"{score} has more than {places} decimals; say decimals= as printed.")
    half = Fraction(1, 2 * 10**places)
    return max(Fraction(-100), exact - half), min(Fraction(100), exact + half)
