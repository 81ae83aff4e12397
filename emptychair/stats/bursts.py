"""Whether more came in than usual: one count against a rate known from earlier counts.

See docs/algorithms/bursts.md.
"""

from dataclasses import dataclass

from emptychair.stats.errors import Impossible


@dataclass(frozen=True, slots=True)
class Burst:
    """So many now, where so many were usual; the p-value of so many or more by chance."""

    now: int
    usual: float
    p_value: float


def burst(now: int, before: int, *, spans_before: int) -> Burst:
    """Whether `now` events in one span are more than `before` events in `spans_before` spans.

    The conditional test of two Poisson means, one-sided (Przyborowski and Wilenski 1940): given the
    sum, `now` is binomial with the share of one span among all. Raises `Impossible` for counts
    below nothing or without an earlier span.
    """
    if now < 0 or before < 0 or spans_before < 1:
        raise Impossible("A burst needs counts of nothing or more and at least one earlier span.")
    from scipy.stats import binom  # slow to load, and only needed here

    total, share = now + before, 1 / (1 + spans_before)
    p_value = float(binom.sf(now - 1, total, share)) if now else 1.0
    return Burst(now, before / spans_before, p_value)
