"""What cannot be drawn, in sentences that say what to do instead."""

import math
from collections.abc import Iterable, Sized


def require_rows(rows: Sized, chart: str) -> None:
    """Refuse a chart of nothing.

    Raises:
        ValueError: there is nothing to draw.

    """
    if len(rows) == 0:
        raise ValueError(
            f"There is nothing to draw in this {chart}. Say so in a sentence instead of a chart."
        )


def require_numbers(values: Iterable[float | None]) -> None:
    """Refuse infinities and NaN, which have no place on paper.

    Raises:
        ValueError: a value is not a finite number.

    """
    for value in values:
        if value is not None and not math.isfinite(value):
            raise ValueError(
                f"{value} cannot be drawn. Pass None where a number is missing, else a finite one."
            )


def require_interval(low: float | None, high: float | None, label: str) -> None:
    """Refuse half an interval and one that runs backwards.

    Raises:
        ValueError: only one end is given, or the low end is above the high end.

    """
    if (low is None) != (high is None):
        raise ValueError(f"The interval of {label!r} has one end. Pass both ends or neither.")
    if low is not None and high is not None and low > high:
        raise ValueError(f"The interval of {label!r} runs from {low} to {high}. Swap its ends.")
