"""Critical values and p-values, two-sided, with the level checked once for everybody."""

from functools import lru_cache

from scipy.special import ndtr, ndtri, stdtr, stdtrit

from emptychair.stats.errors import Impossible


def checked_level(level: float) -> float:
    """The confidence level (or power) itself; raises `Impossible` unless between 0 and 1."""
    if not 0 < level < 1:
        raise Impossible(f"A level lies between 0 and 1, such as 0.95; {level} does not.")
    return level


@lru_cache(maxsize=64)
def critical_z(level: float) -> float:
    """The normal quantile that leaves (1 - level)/2 on each side: 1.96 for 0.95."""
    return float(ndtri(0.5 + checked_level(level) / 2))


def normal_quantile(probability: float) -> float:
    """The standard normal value below which so much of the distribution lies."""
    return float(ndtri(checked_level(probability)))


@lru_cache(maxsize=1024)
def critical_t(level: float, degrees: float) -> float:
    """Student's quantile that leaves (1 - level)/2 on each side."""
    return float(stdtrit(degrees, 0.5 + checked_level(level) / 2))


def p_of_z(z: float) -> float:
    """The two-sided p-value of a standard normal statistic."""
    return 2 * float(ndtr(-abs(z)))


def p_of_t(t: float, degrees: float) -> float:
    """The two-sided p-value of a Student statistic."""
    return 2 * float(stdtr(degrees, -abs(t)))
