"""Numbers of customers (employees, yearly value) in a few bands with round edges."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

BANDS = 4


def round_edges(values: Iterable[float]) -> list[float]:
    """Edges that part the values into about equal shares, rounded to one digit; rising.

    >>> round_edges([3, 8, 12, 31, 44, 120, 260, 900])
    [10.0, 40.0, 300.0]
    """
    ordered = sorted(values)
    if not ordered:
        return []
    raw = (ordered[len(ordered) * part // BANDS] for part in range(1, BANDS))
    edges = sorted({_rounded(one) for one in raw})
    return [edge for edge in edges if ordered[0] < edge <= ordered[-1]]


def tokens_of(edges: Sequence[float]) -> list[str]:
    """A token for each band, rising: up to, not including, its second number.

    >>> tokens_of([10.0, 40.0])
    ['..10', '10..40', '40..']
    """
    plain = ["", *(f"{edge:g}" if edge < 1e5 else f"{edge:.0f}" for edge in edges), ""]
    return [f"{low}..{high}" for low, high in pairwise(plain)]


def band_of(value: float, edges: Sequence[float]) -> str:
    """The token of the band that holds a value."""
    return tokens_of(edges)[sum(value >= edge for edge in edges)]


def limits_of(token: str) -> tuple[float | None, float | None]:
    """From (included) and up to (not included); raises `ValueError` for another token."""
    low, separator, high = token.partition("..")
    if not separator:
        raise ValueError(f"{token!r} is no band of numbers.")
    found = (float(low) if low else None, float(high) if high else None)
    if any(one is not None and not math.isfinite(one) for one in found):
        raise ValueError(f"{token!r} is no band of numbers.")
    return found


def _rounded(value: float) -> float:
    """To one digit, as it is written in a token."""
    return float(f"{value:.1g}") + 0.0
