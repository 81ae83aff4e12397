"""What may be said when every answer is the same and the standard error is a false zero."""

from emptychair.stats.quantiles import critical_z


def limits_when_alike(
    value: float, n: int, *, smallest: float, largest: float, level: float
) -> tuple[float, float]:
    """Limits of a mean when all `n` answers were `value` on a scale from smallest to largest.

    The Wilson limit for a share of which none was seen, z²/(n + z²), bounds those who would have
    answered otherwise; they are put at either end of the scale. Wide on purpose.
    """
    squared = critical_z(level) ** 2
    unseen = squared / (n + squared)
    return value + unseen * (smallest - value), value + unseen * (largest - value)
