"""A share of the same people, asked twice. Explained in `docs/algorithms/shares.md`."""

import math

from emptychair.stats.differences import Difference
from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import critical_z


def paired_share_change(came: int, went: int, n: int, *, level: float = 0.95) -> Difference:
    """By how much a share rose among the same `n`: `came` into it, `went` out of it, others stayed
    in or out. The interval is Bonett and Price's (2012), the p-value McNemar's exact one.

    Raises `TooFew` for nobody, `Impossible` for more changes than people.
    """
    from scipy.stats import binomtest  # slow to load, and only needed here

    if n < 1:
        raise TooFew("A change of a share needs somebody who was counted twice.")
    if came < 0 or went < 0 or came + went > n:
        raise Impossible(f"Of {n}, {came} cannot have come and {went} gone.")
    rose, fell = (came + 1) / (n + 2), (went + 1) / (n + 2)
    middle = rose - fell
    half = critical_z(level) * math.sqrt((rose + fell - middle**2) / (n + 2))
    changed = came + went
    return Difference(
        estimate=(came - went) / n,
        low=max(-1.0, middle - half),
        high=min(1.0, middle + half),
        p_value=float(binomtest(came, changed).pvalue) if changed else 1.0,
        method="paired-share",
    )
