"""Did it happen more often while something else was going on? Explained in
`docs/algorithms/quiet-loss.md`.
"""

from dataclasses import dataclass

from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import checked_level


@dataclass(frozen=True)
class Exposed:
    """What happened inside against what the time outside lets expect, and their ratio."""

    observed: int
    expected: float
    ratio: float
    low: float
    high: float | None
    p_value: float


def events_against(
    inside: int, time_inside: float, outside: int, time_outside: float, *, level: float = 0.95
) -> Exposed:
    """Two rates by the exact test of their share (Przyborowski and Wilenski 1940).

    Of all events, the share inside is binomial; limits are those of Clopper and Pearson. `high` is
    None where nothing happened outside. Raises `TooFew` where nothing happened at all.
    """
    from scipy.stats import beta, binomtest

    if inside < 0 or outside < 0 or time_inside <= 0 or time_outside <= 0:
        raise Impossible("Events are counted from nothing, in times above nothing.")
    events = inside + outside
    if events == 0:
        raise TooFew("Nothing happened, inside or outside: there is no rate to compare.")
    usual = time_inside / (time_inside + time_outside)
    half = (1 - checked_level(level)) / 2
    low = float(beta.ppf(half, inside, outside + 1)) if inside else 0.0
    high = float(beta.ppf(1 - half, inside + 1, outside)) if outside else 1.0
    odds = time_outside / time_inside
    expected = outside / time_outside * time_inside
    return Exposed(
        observed=inside,
        expected=expected,
        ratio=inside / expected if expected else float("inf"),
        low=low / (1 - low) * odds if low < 1 else float("inf"),
        high=high / (1 - high) * odds if high < 1 else None,
        p_value=float(binomtest(inside, events, usual).pvalue),
    )
