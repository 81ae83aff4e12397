"""Made-up touchpoints for the synthetic control of `bench/effect_mixture.py`: the truth is known.

One place among others that share two moods of the market, each in its own measure, and wander by
themselves besides. Two kinds of customers answer, one of them scores higher; from the start on its
share may be another, in the one place, in all, or in each by a chance of its own. The outcome layer
only; truths in points.
"""

from dataclasses import dataclass

import numpy as np

from bench.effect_worlds import Floats, draw, wander

Chance = np.random.Generator


@dataclass(frozen=True)
class MixtureWorld:
    """How many others, how long, who answers, and what is planted."""

    name: str
    donors: int = 30
    before: int = 24
    after: int = 4
    effect: float = 10.0
    a_point: float = 25.0
    size: float = 1.0  # answers of the one place, against the usual of the others
    uneven: float = 0.3  # standard deviation of the logarithm of the others' answers
    likeness: float = 0.5  # of a place's own wandering from point to point; 1 is a random walk
    own: float = 0.05  # standard deviation of it
    louder: float = 1.0  # that of the one place, against the others'
    apart: float = 0.0  # how much higher the one place scores than the others
    mood: float = 0.12
    share: tuple[float, float] = (0.3, 0.3)  # of those who score higher, in the one place
    gap: float = 30.0
    everywhere: bool = False  # the share moves in all places
    drift: float = 0.0  # standard deviation of a move of its own in each place, from the start on
    waves: float = 0.0  # standard deviation of the share from point to point


@dataclass(frozen=True)
class HeardMixture:
    """One place of an array an answer; place 0 got the change."""

    y: Floats
    kind: np.ndarray
    place: np.ndarray
    point: np.ndarray


def heard_mixture(world: MixtureWorld, chance: Chance) -> HeardMixture:
    """All answers of all places."""
    places, points = world.donors + 1, world.before + world.after
    late = np.arange(points) >= world.before
    level = 100 * _levels(world, chance, places, points)
    sizes = np.exp(chance.normal(0, world.uneven, places) - world.uneven**2 / 2)
    sizes[0] = world.size
    n = chance.poisson(world.a_point * np.repeat(sizes, points))
    place = np.repeat(np.repeat(np.arange(places), points), n)
    point = np.repeat(np.tile(np.arange(points), places), n)
    kind = (chance.random(len(place)) < _shares(world, chance, late)[place, point]).astype(int)
    got = (place == 0) & late[point]
    mean = level[place, point] + world.gap * (kind - world.share[0]) + world.effect * got
    return HeardMixture(draw(chance, mean / 100), kind, place, point)


def _levels(world: MixtureWorld, chance: Chance, places: int, points: int) -> Floats:
    moods = wander(chance, (2, points), rho=0.8, sd=world.mood)
    level = 0.05 + chance.dirichlet([1, 1], places) @ moods + chance.normal(0, 0.06, (places, 1))
    own = wander(chance, (places, points), rho=world.likeness, sd=world.own)
    own[0] *= world.louder
    level[0] += world.apart / 100
    found: Floats = level + own
    return found


def _shares(world: MixtureWorld, chance: Chance, late: np.ndarray) -> Floats:
    places, (before, after) = world.donors + 1, world.share
    share = np.full((places, len(late)), before)
    moved = np.zeros(places)
    moved[:] = after - before if world.everywhere else 0.0
    moved[0] = after - before
    moved += chance.normal(0, world.drift, places)
    share += moved[:, None] * late + chance.normal(0, world.waves, share.shape)
    found: Floats = np.clip(share, 0.02, 0.98)
    return found


STILL = (
    *(MixtureWorld(f"{others} others, {before} + {after} points", others, before, after, uneven=0.1)
      for others, before, after in ((19, 12, 1), (19, 12, 6), (19, 36, 4), (24, 18, 2),
                                    (36, 24, 4), (40, 12, 6), (40, 36, 1), (60, 24, 4))),
    MixtureWorld("14 answers a point", a_point=14, uneven=0.1),
    MixtureWorld("60 answers a point", a_point=60),
    MixtureWorld("the others' answers very uneven", uneven=0.8, a_point=50),
    MixtureWorld("half as many answers as the others", size=0.5, a_point=40),
    MixtureWorld("a third as many", size=0.33, a_point=60),
    MixtureWorld("twice as many, 19 others, 12 + 4", 19, 12, size=2, uneven=0.1),
    MixtureWorld("three times as many", size=3),
    MixtureWorld("six times as many", size=6),
    MixtureWorld("each walks at random", likeness=1.0, own=0.08),
    MixtureWorld("it is twice as restless", louder=2.0),
    MixtureWorld("it is half as restless", louder=0.5),
    MixtureWorld("no mood in common", mood=0.0),
    MixtureWorld("it scores 30 lower than the others", apart=-30),
)  # fmt: skip
MOVING = (
    MixtureWorld("30% to 36%", share=(0.3, 0.36)),
    MixtureWorld("30% to 40%", share=(0.3, 0.4)),
    MixtureWorld("30% to 50%", share=(0.3, 0.5)),
    MixtureWorld("30% to 50%, gap 50", share=(0.3, 0.5), gap=50),
    MixtureWorld("30% to 40%, 60 answers a point", share=(0.3, 0.4), a_point=60),
    MixtureWorld("30% to 40%, 14 answers a point", share=(0.3, 0.4), a_point=14, uneven=0.1),
    MixtureWorld("30% to 50%, 19 others, 12 + 4", 19, 12, share=(0.3, 0.5), uneven=0.1),
    MixtureWorld("30% to 50% in all of them", share=(0.3, 0.5), everywhere=True),
    MixtureWorld("in each by a chance of its own, 10%", drift=0.1),
    MixtureWorld("from point to point by 10%", waves=0.1),
    MixtureWorld("the same, and 30% to 40%", share=(0.3, 0.4), waves=0.1),
)
