"""Made-up series with a planted effect, for `bench/series.py`: two sets that never mix.

`choosing()`, and the worlds of earlier judgements (`judging(one)` for each of `EARLIER`), are those
in which the constants of `stats/effects/interrupted.py` were chosen. `judging()` are drawn by
chance, with a seed of their own: they had no part in the choice and must have none. Whoever changes
the method because of what `judging()` showed takes a new seed for it, adds that one to `EARLIER`,
and says so in docs/algorithms/effects-series.md.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

import numpy as np
from scipy.signal import lfilter

from bench.effect_worlds import PASSIVES, Floats

EARLIER = (20261126, 20261123, 20261128, 20261130, 20261201, 20261202, 20261203, 20261204)
JUDGED_BY = 20261205
WARMING = 200
SHAPES = ("at once", "growing", "fading", "late")
Chance = np.random.Generator


@dataclass(frozen=True)
class World:
    """How a series moves by itself, how long it is, what is planted; in points."""

    family: str
    before: int = 24
    after: int = 4
    ar: tuple[float, ...] = ()
    ma: tuple[float, ...] = ()
    sd: float = 8.0
    tails: int = 0  # Student's t with so many degrees; 0 is normal
    step: float = 0.0  # of a random walk, in the place of the above
    noise: float = 0.0  # beside the walk
    drift: float = 0.0  # a point
    uneven: float = 1.0  # how much larger shocks are in three of twelve months
    phase: int = 0
    season: int = 0  # that the method takes out
    year: int = 0  # of weeks: 52
    left_out: int = 0  # points between both sides that are not read: the change came in them
    cycle: float = 0.0  # what there is, in points
    swing: float = 0.0
    swelling: float = 0.0  # by how much the swing grows over the series
    patterned: float = 0.0  # the standard deviation of twelve months' own levels
    answers: tuple[int, int] = (100, 100)  # at the first and the last point
    effect: float = 12.0
    shape: str = "at once"

    @property
    def points(self) -> int:
        """All of them."""
        return self.before + self.after

    @property
    def reckoned(self) -> int:
        """The year that the method reckons with, as the product does: months saw it twice."""
        return self.year or (12 if not self.season and self.before < 36 else 0)

    @property
    def asked(self) -> Floats:
        """How many answered at each point."""
        return self.all_asked[self.kept]

    @property
    def all_asked(self) -> Floats:
        """The same with those left out."""
        return np.asarray(np.geomspace(*self.answers, self.points + self.left_out).round())

    @property
    def kept(self) -> np.ndarray:
        """The points that are read."""
        gone = range(self.before, self.before + self.left_out)
        return np.delete(np.arange(self.points + self.left_out), gone)


def drawn(world: World, chance: Chance, count: int) -> tuple[Floats, Floats]:
    """So many series and the true effect in each: the mean of what the points after would have
    been without it subtracted from what they are, before the chance of answers.
    """
    asked, kept = world.all_asked.astype(int), world.kept
    world = replace(world, after=world.after + world.left_out, left_out=0)
    n, t = world.points, np.arange(world.points)
    level = 10 + (0.4 * chance.normal(0, 1, (count, 1)) + world.drift) * (t - n / 2)
    level = level + _moving(world, chance, count) + _season(world, chance, count)
    without = np.clip(level / 100, -0.64, 0.64)
    mean = np.clip(level / 100 + _planted(world) / 100, -0.64, 0.64)
    truth = 100 * (mean - without)[:, kept[world.before :]].mean(axis=1)
    promoters = (1 - PASSIVES + mean) / 2
    high = chance.binomial(asked, promoters)
    low = chance.binomial(asked - high, np.clip(1 - PASSIVES / (1 - promoters), 0, 1))
    return (100.0 * (high - low) / asked)[:, kept], truth


def _planted(world: World) -> Floats:
    steps = np.arange(1, world.after + 1, dtype=float)
    late = (steps > world.after / 2).astype(float)
    shape = dict(zip(SHAPES, (np.ones(world.after), steps, steps[::-1], late), strict=True))
    given = shape[world.shape]
    return np.concatenate([np.zeros(world.before), world.effect * given / given.mean()])


def _moving(world: World, chance: Chance, count: int) -> Floats:
    n = world.points
    if world.step:
        walk = world.step * _shocks(world, chance, (count, n)).cumsum(axis=1)
        return walk - walk[:, :1] + chance.normal(0, world.noise, (count, n))
    shocks = _shocks(world, chance, (count, n + WARMING))
    loud = (np.arange(n) + world.phase) % 12 >= 9
    shocks[:, WARMING:] *= np.where(loud, world.uneven, 1.0)
    top, bottom = np.array([1.0, *world.ma]), np.array([1.0, *(-one for one in world.ar)])
    answer = lfilter(top, bottom, np.eye(1, 2000)[0])
    moved = lfilter(top, bottom, shocks, axis=1)[:, WARMING:]
    return np.asarray(world.sd * moved / np.sqrt(answer @ answer))


def _shocks(world: World, chance: Chance, shape: tuple[int, int]) -> Floats:
    if not world.tails:
        return chance.normal(0, 1, shape)
    scale = np.sqrt(world.tails / (world.tails - 2))
    return np.asarray(chance.standard_t(world.tails, shape) / scale)


def _season(world: World, chance: Chance, count: int) -> Floats:
    t = np.arange(world.points)
    own: Floats = world.patterned * chance.normal(0, 1, (count, 12))[:, t % 12]
    if not world.cycle:
        return own
    turn = chance.uniform(0, 2 * np.pi, (count, 1))
    swing = world.swing * (1 + world.swelling * t / world.points)
    return np.asarray(own + swing * np.sin(2 * np.pi * t / world.cycle + turn))


LENGTHS = ((24, 4), (24, 6), (30, 5), (36, 4), (36, 6))


def choosing() -> Iterator[World]:
    """The worlds of the choice: five correlations, walks, a season, few and many answers."""
    calm = [World("alike by themselves", ar=(rho,)) for rho in (-0.3, 0.0, 0.3, 0.6, 0.9)]
    walk = World("a random walk", step=8 / 3)
    others = [
        World("a walk and noise", step=1.5, noise=5.0),
        World("alike over two points", ar=(0.4, 0.3)),
        World("alike over two points", ar=(1.0, -0.3)),
        World("shocks that last two points", ma=(0.6,)),
        World("heavy tails", ar=(0.5,), tails=5),
    ]
    for before, after in LENGTHS:
        for one in (*calm, walk, *others):
            yield replace(one, before=before, after=after)
    for after in (4, 6):
        for one in (*calm[1:], walk):
            yield replace(one, before=36, after=after, season=12, patterned=8.0)
    for answers in (10, 1000):
        for before, after in ((24, 4), (36, 6)):
            for one in calm[1:]:
                yield replace(one, before=before, after=after, answers=(answers, answers))
    yield from _changing()
    yield from _weeks()


def _changing() -> Iterator[World]:
    changing = World("ever more or fewer answers")
    for answers in ((100, 10), (150, 25), (60, 6), (10, 100)):
        for before, after in ((24, 6), (36, 4)):
            for rho in (0.0, 0.3, 0.6):
                yield replace(changing, before=before, after=after, ar=(rho,), answers=answers)


def _weeks() -> Iterator[World]:
    """So few that a year was never seen, with its swing and without."""
    weeks = World("weeks, a season unseen", year=52)
    for before, after in ((24, 4), (26, 4), (28, 4)):
        for rho in (0.0, 0.3, 0.6, 0.9):
            yield replace(weeks, before=before, after=after, ar=(rho,), family="weeks, no season")
        for cycle, swing, rho in product((26.0, 52.0), (4.0, 8.0), (0.0, 0.5)):
            yield replace(
                weeks, before=before, after=after, ar=(rho,), cycle=cycle, swing=swing, sd=5.0
            )


@cache
def judging(seed: int = JUDGED_BY) -> tuple[World, ...]:
    """The worlds of the judgement, each with sizes of its own, drawn by chance."""
    chance = np.random.default_rng(seed)
    families = (
        (_alike, 10), (_two_points, 10), (_lasting, 6), (_mixed, 6), (_walking, 8), (_heavy, 8),
        (_uneven, 6), (_season_seen, 8), (_season_unseen, 8), (_answers_changing, 6),
    )  # fmt: skip
    found = [family(_sized(chance), chance) for family, count in families for _ in range(count)]
    coin = np.random.default_rng([seed, 52])
    found = [_as_weeks(one, heads=coin.random() < 1 / 2) for one in found]
    return tuple(_without(one, int(coin.integers(2))) for one in found)


def _without(world: World, left_out: int) -> World:
    """So many points between both sides are not read, but count among those after the date."""
    after = world.after if world.year else min(world.after, 6 - left_out)
    return replace(world, after=after, left_out=left_out)


def _as_weeks(world: World, *, heads: bool) -> World:
    """Half of the worlds are read as weeks, and all that swing over half a year or a year."""
    if world.season or not (world.cycle in (26, 52) or (heads and not world.cycle)):
        return world
    return replace(world, year=52, before=24 + world.before % 5, after=4)


def _sized(chance: Chance) -> World:
    answers = round(float(np.exp(chance.uniform(np.log(10), np.log(400)))))
    return World(
        "", before=int(chance.integers(24, 37)), after=int(chance.integers(4, 7)),
        sd=chance.uniform(3, 10), answers=(answers, answers),
        effect=float(chance.choice([0, 0, 5, 12, 20, 30, -12])), shape=str(chance.choice(SHAPES)),
    )  # fmt: skip


Family = Callable[[World, Chance], World]


def _alike(world: World, chance: Chance) -> World:
    return replace(world, family="AR(1), -.5 to .97", ar=(chance.uniform(-0.5, 0.97),))


def _two_points(world: World, chance: Chance) -> World:
    first, second = chance.uniform(-0.3, 0.9), chance.uniform(-0.6, 0.6)
    return replace(world, family="AR(2)", ar=(first * (1 - second), second))


def _lasting(world: World, chance: Chance) -> World:
    return replace(world, family="MA(1), -.6 to .95", ma=(chance.uniform(-0.6, 0.95),))


def _mixed(world: World, chance: Chance) -> World:
    ar, ma = chance.uniform(0.3, 0.95), chance.uniform(-0.8, 0.5)
    return replace(world, family="ARMA(1, 1)", ar=(ar,), ma=(ma,))


def _walking(world: World, chance: Chance) -> World:
    step, noise, drift = chance.uniform([0.5, 0, -0.6], [3.5, 7, 0.6])
    return replace(world, family="random walk, drift, noise", step=step, noise=noise, drift=drift)


def _heavy(world: World, chance: Chance) -> World:
    return replace(world, family="heavy tails, t(4)", tails=4, ar=(chance.uniform(0, 0.9),))


def _uneven(world: World, chance: Chance) -> World:
    return replace(
        world, family="louder in a part of the year", ar=(chance.uniform(0, 0.7),),
        uneven=chance.uniform(1.5, 2.5), phase=int(chance.integers(12)),
    )  # fmt: skip


def _season_seen(world: World, chance: Chance) -> World:
    swing, swelling, rho = chance.uniform([3, -0.5, 0], [12, 1, 0.9])
    return replace(
        world, family="a season, taken out, its swing changing", before=36, season=12, ar=(rho,),
        cycle=float(chance.choice([12, 6, 4, 3])), swing=swing, swelling=swelling,
    )  # fmt: skip


def _season_unseen(world: World, chance: Chance) -> World:
    swing, rho = chance.uniform([3, 0], [8, 0.6])
    return replace(
        world, family="a season, not taken out", ar=(rho,), swing=swing,
        cycle=float(chance.choice([4, 6, 12, 26, 52])),
    )  # fmt: skip


def _answers_changing(world: World, chance: Chance) -> World:
    few, many = chance.uniform([8, 60], [40, 200])
    ends = (round(few), round(many))
    return replace(
        world, family="ever more or fewer answers", ar=(chance.uniform(0, 0.8),),
        answers=ends if chance.random() < 0.5 else ends[::-1],
    )  # fmt: skip
