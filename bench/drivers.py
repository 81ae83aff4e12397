"""Do the intervals of drivers cover the truth? Measured by drawing surveys from known customers.

    python bench/drivers.py --surveys 1000

Each survey is a draw from one of a few worlds whose true shares of R² (penalties, rewards, gains)
are computed from a million customers. Printed: how often the 95% interval held the truth, how often
a pair was ranked the wrong way round, and how often something was said of a driver without effect.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emptychair.stats import (
    DriverShare,
    driver_importance,
    driver_table,
    expected_gains,
    penalty_reward,
    shares_of_r2,
    signs_of,
)
from emptychair.stats.drivers import Figure

Floats = NDArray[np.float64]
CUSTOMERS = 1_000_000
RESAMPLES = 400
BANDS = (2.0, 5.0)
KINDS = ("must_have", "performance", "delighter", "cannot_tell")


@dataclass(frozen=True)
class World:
    """Items from 1 to 5 that go together, and what they do to a score from 0 to 10."""

    name: str
    slopes: tuple[float, ...]
    together: float
    must_have: int | None = None
    delighter: int | None = None

    def draw(self, rng: np.random.Generator, n: int) -> tuple[Floats, Floats]:
        """Scores and items of so many customers."""
        temper = rng.normal(size=(n, 1))
        felt = np.sqrt(self.together) * temper + np.sqrt(1 - self.together) * rng.normal(
            size=(n, len(self.slopes))
        )
        items = np.clip(np.round(3.4 + felt), 1, 5)
        score = 7 + (items - 3) @ np.array(self.slopes) + rng.normal(scale=1.4, size=n)
        if self.must_have is not None:
            score -= 2.0 * (items[:, self.must_have] <= BANDS[0])
        if self.delighter is not None:
            score += 1.5 * (items[:, self.delighter] >= BANDS[1])
        return np.clip(np.round(score), 0, 10), items


WORLDS = (
    World("five apart", (0.8, 0.4, 0.4, 0.2, 0.0), together=0.0),
    World("five together", (0.8, 0.4, 0.4, 0.2, 0.0), together=0.4),
    World("five much alike", (0.6, 0.6, 0.0, 0.0, 0.0), together=0.7),
    World("bent", (0.2, 0.2, 0.4, 0.0, 0.0), together=0.4, must_have=0, delighter=1),
)


def named(items: Floats) -> dict[str, Floats]:
    """Columns by name."""
    return {f"d{place}": column for place, column in enumerate(items.T)}


@dataclass
class Tally:
    """How often something was said, and how often it held."""

    world: World
    held: Counter[str]
    said: Counter[str]

    def covers(self, what: str, figure: Figure | None, truth: float) -> None:
        """One interval against the truth."""
        if figure is not None:
            self.said[what] += 1
            self.held[what] += figure.low <= truth <= figure.high

    def does_nothing(self, name: str) -> bool:
        """Whether this driver truly has no effect."""
        place = int(name[1:])
        bent = (self.world.must_have, self.world.delighter)
        return self.world.slopes[place] == 0 and place not in bent

    def importance(self, drivers: tuple[DriverShare, ...], true: dict[str, float]) -> None:
        """Shares, the order of pairs, and what is said of drivers without effect."""
        for one in drivers:
            self.covers(f"share {one.name}", one.share, true[one.name])
            if self.does_nothing(one.name):
                self.said["adds"] += 1
                self.held["adds"] += one.adds
        for one in drivers:
            for other in drivers:
                self.said["pair"] += one.name < other.name
                ranked = one.share.low > other.share.high
                self.held["pair"] += ranked and true[one.name] < true[other.name]

    def share(self, what: str) -> str:
        """How often it held, of how often it was said."""
        return f"{self.held[what] / self.said[what]:.3f}" if self.said[what] else "-"


def measure(world: World, n: int, surveys: int, seed: int) -> Iterator[str]:
    """One line for each thing that is measured."""
    rng = np.random.default_rng(seed)
    score, items = world.draw(rng, CUSTOMERS)
    shares = shares_of_r2(score, items)
    whole = driver_table(score, named(items))
    bands = dict.fromkeys(whole.names, BANDS)
    truly = {one.name: one for one in penalty_reward(whole, bands, resamples=4)}
    points = 100 * signs_of(score)
    gains = {one.name: one.gain.value for one in expected_gains(whole, bands, points, resamples=4)}
    true = dict(zip(whole.names, shares.tolist(), strict=True))
    tally = Tally(world, Counter(), Counter())
    for _ in range(surveys):
        score, items = world.draw(rng, n)
        table = driver_table(score, named(items))
        draw = int(rng.integers(2**31))
        found = driver_importance(table, resamples=RESAMPLES, seed=draw)
        tally.importance(found.drivers, true)
        for each in penalty_reward(table, bands, resamples=RESAMPLES, seed=draw):
            tally.said[f"{each.name} {each.kind}"] += 1
            for side in ("penalty", "reward", "asymmetry"):
                tally.covers(side, getattr(each, side), getattr(truly[each.name], side).value)
        for gain in expected_gains(
            table, bands, 100 * signs_of(score), resamples=RESAMPLES, seed=draw
        ):
            tally.covers("gain", gain.gain, gains[gain.name])
    yield f"{world.name}, n = {n}, {surveys} surveys; true shares {np.round(shares, 3).tolist()}"
    yield "  share of R2 covered: " + " ".join(tally.share(f"share {name}") for name in true)
    for side in ("penalty", "reward", "asymmetry", "gain"):
        yield f"  {side} covered: {tally.share(side)}"
    yield f"  pairs ranked the wrong way round: {tally.share('pair')}"
    yield f"  'by itself' said of drivers without effect: {tally.share('adds')}"
    for name in whole.names:
        kinds = {kind: tally.said[f"{name} {kind}"] / surveys for kind in KINDS}
        told = ", ".join(f"{kind} {share:.3f}" for kind, share in kinds.items() if share)
        yield f"  {name}: {told}"


def main() -> None:
    """Measure all worlds."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--surveys", type=int, default=1000)
    options.add_argument("--seed", type=int, default=20261122)
    given = options.parse_args()
    for world in WORLDS:
        for n in (100, 300, 1000):
            for line in measure(world, n, given.surveys, given.seed):
                print(line, flush=True)


if __name__ == "__main__":
    main()
