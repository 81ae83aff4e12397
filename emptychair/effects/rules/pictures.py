"""What was, beside what would have been, month by month."""

from datetime import date

import numpy as np

from emptychair.effects.rules.rows import Floats, Numbers, Rows, Truths, months_of_days
from emptychair.effects.rules.series import Series
from emptychair.effects.types import PicturePoint
from emptychair.stats import Effect


def picture_of_series(series: Series, effect: Effect) -> tuple[PicturePoint, ...]:
    """The points of a series with the band the method gives."""
    return tuple(
        PicturePoint(day, float(value), int(n), one.value, one.low, one.high)
        for day, value, n, one in zip(
            series.days, series.value, series.n, effect.alternative, strict=True
        )
    )


def picture_of_arms(
    rows: Rows, treated: Truths, start: int, effect: Effect, *, weights: Floats | None = None
) -> tuple[tuple[PicturePoint, ...], int]:
    """The treated by month; without the change they would have moved like the others.

    The band is that of one month's noise: two standard errors of the difference of both means. For
    a hold-out the two arms were alike, so the others' mean itself is expected. `weights` are those
    of the effect: both sides of the start then have the means that it is made of.
    """
    weight = np.ones(len(rows)) if weights is None else weights
    months = months_of_days(rows.day)
    first = int(months.min())
    place, count = months - first, int(months.max()) - first + 1
    own, others = (
        _monthly(rows.value[side], place[side], weight[side], count) for side in (treated, ~treated)
    )
    gap = 0.0 if effect.method == "holdout" else _gap(rows, treated, rows.day < start, weight)
    points = []
    for number in range(count):
        day = _month(first + number)
        value = None if np.isnan(own[0][number]) else float(own[0][number])
        band = _band(own, others, number, gap)
        points.append(PicturePoint(day, value, int(own[2][number]), *band))
    start_month = int(months_of_days(np.array([start]))[0]) - first
    return tuple(points), min(max(start_month, 0), count - 1)


def _gap(rows: Rows, treated: Truths, early: Truths, weight: Floats) -> float:
    """By how much the treated lay above the others before."""
    if not early.any():
        return 0.0
    own, others = (
        float(np.average(rows.value[side], weights=weight[side]))
        for side in (treated & early, ~treated & early)
    )
    return own - others


def _monthly(
    value: Floats, place: Numbers, weight: Floats, count: int
) -> tuple[Floats, Floats, Floats]:
    """Mean, variance of the mean, and number of each month."""
    n = np.bincount(place, minlength=count).astype(float)
    total = np.bincount(place, weight, count)
    there = np.where(total > 0, total, 1.0)
    mean = np.bincount(place, weight * value, count) / there
    variance = np.bincount(place, np.square(weight * (value - mean[place])), count) / there**2
    mean[total == 0] = np.nan
    return mean, variance, n


def _band(
    own: tuple[Floats, Floats, Floats],
    others: tuple[Floats, Floats, Floats],
    number: int,
    gap: float,
) -> tuple[float | None, float | None, float | None]:
    if np.isnan(others[0][number]) or np.isnan(own[0][number]):
        return None, None, None
    expected = float(others[0][number]) + gap
    half = 2 * float(np.sqrt(own[1][number] + others[1][number]))
    return expected, expected - half, expected + half


def _month(number: int) -> date:
    return date(1970 + number // 12, number % 12 + 1, 1)
