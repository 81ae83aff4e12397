"""What the same customers spent before and after."""

import numpy as np
from numpy.typing import NDArray

from emptychair.silence.loss_types import Money
from emptychair.stats import StatsError, net_retention


def money_of(before: NDArray[np.float64], after: NDArray[np.float64]) -> Money:
    """Two sums of the same customers, and the share of the first that came again."""
    total = Money(
        before=float(before.sum()), after=float(after.sum()), customers=int((before > 0).sum())
    )
    try:
        found = net_retention(before[before > 0], after[before > 0])
    except StatsError:
        return total
    return Money(
        before=total.before,
        after=total.after,
        customers=total.customers,
        kept=found.share,
        low=found.low,
        high=found.high,
    )
