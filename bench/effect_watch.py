"""A year of daily looks at nothing: how often does somebody cry wolf? For `bench/effects.py`."""

import numpy as np

from bench.effect_worlds import draw
from emptychair.stats import nps_difference
from emptychair.stats.effects.anytime import difference_sequence

SEED = 20261123
TOUCHPOINTS = 12
DAYS = 365
BEFORE = 90


def one_year(rng: np.random.Generator) -> tuple[bool, bool]:
    """A workspace of twelve touchpoints in which nothing changes: false alarms of the sequence
    (its level shared among the touchpoints) and of a plain 95% interval, looked at every day.
    """
    level = 1 - 0.05 / TOUCHPOINTS
    watched = plain = False
    for _ in range(TOUCHPOINTS):
        rate, mean = rng.uniform(0.5, 6), rng.uniform(-0.2, 0.5)
        before = draw(rng, np.full(max(1, rng.poisson(rate * BEFORE)), mean))
        days = rng.poisson(rate, DAYS)
        after = draw(rng, np.full(int(days.sum()), mean))
        for n in np.unique(np.cumsum(days)):
            if n < 1:
                continue
            seen = after[:n]
            bounds = difference_sequence(
                before.mean(), len(before), seen.mean(), int(n), level=level
            )
            watched |= not bounds.excludes_nothing
            if not plain and n >= 30 and len(before) >= 30:
                plain |= nps_difference(_counts(before), _counts(seen)).p_value < 0.05
    return watched, plain


def _counts(y: np.ndarray) -> tuple[int, int, int]:
    return int((y > 0).sum()), int((y == 0).sum()), int((y < 0).sum())


def watching_lines(companies: int) -> str:
    """The share of workspaces with any false alarm in a year, as Markdown."""
    found = np.array(
        [one_year(np.random.default_rng([SEED, number])) for number in range(companies // 4)]
    )
    watched, plain = found.mean(axis=0)
    return (
        f"| a year of daily looks, {TOUCHPOINTS} touchpoints, nothing changed | workspaces with a "
        "false alarm |\n| --- | ---: |\n"
        f"| confidence sequence, .05 shared among the touchpoints | {watched:.1%} |\n"
        f"| plain 95% interval, looked at every day | {plain:.1%} |"
    )
