"""Must-haves and delighters: what low and high answers to a driver do, against those between.

Penalty-reward contrast (Brandt 1987), with intervals. Explained in
`docs/algorithms/must-haves.md`.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from emptychair.stats.drivers.contrasts import Bands, Contrasts, Side, contrasts_of
from emptychair.stats.drivers.importance import Figure, figures_of
from emptychair.stats.drivers.resampling import RESAMPLES, SEED, limits_of
from emptychair.stats.drivers.table import DriverTable, Floats

Kind: TypeAlias = Literal["must_have", "performance", "delighter", "cannot_tell"]


@dataclass(frozen=True)
class PenaltyReward:
    """What low answers take (`penalty`, usually below zero) and high answers add (`reward`).

    `asymmetry` is what a step down takes less what a step up adds. None where too few answered so.
    """

    name: str
    kind: Kind
    penalty: Figure | None
    reward: Figure | None
    asymmetry: Figure | None
    low: int
    middle: int
    high: int


def penalty_reward(
    table: DriverTable,
    bands: Bands,
    *,
    level: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> tuple[PenaltyReward, ...]:
    """Each driver as must-have, performance or delighter, or that it cannot be told.

    `bands` says of each driver up to where an answer is low, and from where it is high. A step down
    from the middle of a must-have takes more than a step up adds, of a delighter the other way
    round, by more than chance; where both sides count and neither clearly more, it is performance.
    Raises `TooFew` when no driver has 15 low or high answers beside 15 between, `Impossible` for
    bands that overlap.
    """
    found = contrasts_of(table, bands, table.outcome, resamples=resamples, seed=seed)
    return tuple(_row(name, found, level) for name in table.names)


def _row(name: str, found: Contrasts, level: float) -> PenaltyReward:
    low, high = found.low.get(name), found.high.get(name)
    penalty = None if low is None else _figure(*found.difference(low), level)
    reward = None if high is None else _figure(*found.difference(high), level)
    asymmetry = None if low is None or high is None else _asymmetry(found, low, high, level)
    kind = _kind(penalty, reward, asymmetry)
    return PenaltyReward(name, kind, penalty, reward, asymmetry, *found.counts[name])


def _asymmetry(found: Contrasts, low: Side, high: Side, level: float) -> Figure:
    """A step down less a step up; both have the sign of a slope, so the first is turned round."""
    down, up = found.difference(low), found.difference(high)
    whole, drawn = (
        below / low.steps - above / high.steps for below, above in zip(down, up, strict=True)
    )
    return _figure(whole, drawn, level)


def _figure(whole: Floats, drawn: Floats, level: float) -> Figure:
    [figure] = figures_of(whole, *limits_of(np.reshape(drawn, (-1, 1)), level))
    return figure


def _kind(penalty: Figure | None, reward: Figure | None, asymmetry: Figure | None) -> Kind:
    if penalty is None or reward is None or asymmetry is None:
        return "cannot_tell"
    punishes, rewards = penalty.high < 0, reward.low > 0
    if punishes and asymmetry.low > 0:
        return "must_have"
    if rewards and asymmetry.high < 0:
        return "delighter"
    return "performance" if punishes and rewards else "cannot_tell"
