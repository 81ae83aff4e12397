"""By when it has happened to a share, and whether two curves differ at a time. Explained in
`docs/algorithms/time-to-value.md`.
"""

import math

from emptychair.stats.differences import Difference
from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.medians import Median
from emptychair.stats.quantiles import critical_z, p_of_z
from emptychair.stats.survival import SurvivalCurve


def time_by(curve: SurvivalCurve, share: float = 0.5) -> Median:
    """The time by which it has happened to a share, with limits (Brookmeyer and Crowley 1982).

    A limit is None where the curve of that limit does not come down so far. Raises `Impossible` for
    a share outside 0 to 1.
    """
    if not 0 < share < 1:
        raise Impossible("A share lies between 0 and 1.")
    left = 1 - share
    return Median(
        value=_first_below(curve.times, curve.shares, left),
        low=_first_below(curve.times, curve.low, left),
        high=_first_below(curve.times, curve.high, left),
        n=curve.n,
    )


def there_by(curve: SurvivalCurve, time: float) -> tuple[float, float, float]:
    """The share to whom it has happened by a time, with limits.

    Where it has happened to nobody or to everybody yet, Greenwood's error is nothing and tells
    nothing; then the limits are those of Wilson, of as many as were still watched at the time, or
    of all to whom it happened.
    """
    is_over = curve.shares[-1] == 0 and time > curve.times[-1]
    share, low, high = (0.0, 0.0, 0.0) if is_over else curve.at(time)
    if 0 < share < 1:
        return 1 - share, 1 - high, 1 - low
    watched = curve.events if share == 0 else max(_watched(curve, time), 1)
    z = critical_z(0.95)
    edge = z * z / (watched + z * z)
    return (0.0, 0.0, edge) if share == 1 else (1.0, 1 - edge, 1.0)


def curve_gap(before: SurvivalCurve, after: SurvivalCurve, time: float) -> Difference:
    """The share there by a time in `after` less that in `before`.

    Limits by the method of variance estimates recovery (Zou and Donner 2008) from those of each
    curve; the p-value is that of the test on the scale log(-log S) (Klein and others 2007). Raises
    `TooFew` where one of them was not watched so long, or where it happened to nobody or everybody.
    """
    ends = []
    for curve in (before, after):
        share, low, high = curve.at(time)
        if not 0 < share < 1 or not 0 < low < high < 1:
            raise TooFew("By then it has to have happened to some and not to all, in both.")
        ends.append((1 - share, 1 - high, 1 - low))
    (a, low_a, high_a), (b, low_b, high_b) = ends
    estimate = b - a
    return Difference(
        estimate=estimate,
        low=estimate - math.hypot(b - low_b, high_a - a),
        high=estimate + math.hypot(high_b - b, a - low_a),
        p_value=_p_value(before, after, time),
        method="recovered",
    )


def _p_value(before: SurvivalCurve, after: SurvivalCurve, time: float) -> float:
    (one, se_one), (other, se_other) = (_double_log(each, time) for each in (before, after))
    return p_of_z((one - other) / math.hypot(se_one, se_other))


def _double_log(curve: SurvivalCurve, time: float) -> tuple[float, float]:
    """log(-log S) and its error, read back from the limits, which were made on that scale."""
    share, low, high = curve.at(time)
    value, top, bottom = (math.log(-math.log(each)) for each in (share, low, high))
    return value, (top - bottom) / (2 * critical_z(0.95))


def _first_below(times: tuple[float, ...], shares: tuple[float, ...], left: float) -> float | None:
    found = zip(times, shares, strict=True)
    return next((time for time, share in found if share <= left), None)


def _watched(curve: SurvivalCurve, time: float) -> int:
    found = zip(curve.times, curve.at_risk, strict=True)
    return next((n for each, n in found if each >= time), 0)
