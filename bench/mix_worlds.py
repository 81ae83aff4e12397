"""Made-up answers by two kinds of customers, for `bench/mix.py`: the truth is known.

In a series both kinds wander together month by month; one scores higher by a gap. From the start on
its share is another, and both are lifted by the effect. In a comparison twelve months of thirty
places are seen, ten of which get the change. The outcome layer only; truths in points.
"""

from dataclasses import dataclass

import numpy as np

from bench.effect_worlds import Floats, draw

Chance = np.random.Generator


@dataclass(frozen=True)
class MixWorld:
    """How many answer, who, and what is planted."""

    name: str
    effect: float = 0.0
    a_month: int = 100
    before: int = 24
    after: int = 6
    share: tuple[float, float] = (0.2, 0.4)  # of those who score higher, before and after
    gap: float = 30.0
    own: float = 0.0  # how much more the change lifts those who score higher
    likeness: float = 0.5
    wander: float = 4.0
    waves: float = 0.0  # standard deviation of the share from month to month

    @property
    def truth(self) -> float:
        """The effect at the mix of before."""
        return self.effect + self.share[0] * self.own


@dataclass(frozen=True)
class Heard:
    """One place an answer."""

    y: Floats
    kind: np.ndarray
    month: np.ndarray


def heard(world: MixWorld, chance: Chance) -> Heard:
    """A company's answers over all months."""
    months = np.arange(world.before + world.after)
    late = months >= world.before
    n = np.maximum(5, chance.poisson(world.a_month, len(months)))
    month = np.repeat(months, n)
    share = np.where(late, world.share[1], world.share[0])
    share = np.clip(share + chance.normal(0, world.waves, len(months)), 0.01, 0.99)
    kind = (chance.random(len(month)) < share[month]).astype(int)
    noise = chance.normal(0, world.wander * np.sqrt(1 - world.likeness**2), len(months))
    level = np.zeros(len(months))
    level[0] = chance.normal(0, world.wander)
    for t in months[1:]:
        level[t] = world.likeness * level[t - 1] + noise[t]
    mean = level[month] + world.gap * kind + late[month] * (world.effect + world.own * kind)
    return Heard(draw(chance, mean / 100), kind, month)


WORLDS = (
    MixWorld("nothing, the mix stays", share=(0.2, 0.2)),
    MixWorld("nothing, 20% to 40%"),
    MixWorld("eight points, 20% to 40%", effect=8),
    MixWorld("eight points, 40% to 20%", effect=8, share=(0.4, 0.2)),
    MixWorld("nothing, 20% to 60%, gap 50", share=(0.2, 0.6), gap=50),
    MixWorld("nothing, 30 answers a month", a_month=30),
    MixWorld("eight points, 30 answers a month", effect=8, a_month=30),
    MixWorld("nothing, 300 answers a month", a_month=300),
    MixWorld("eight points, four months after", effect=8, after=4),
    MixWorld("eight points, waves of one kind", effect=8, waves=0.1),
    MixWorld("twelve points for one kind only", own=12, share=(0.3, 0.6)),
    MixWorld("nothing, wandering slowly", likeness=0.9, wander=8),
)

PLACES, TREATED, MONTHS = 30, 10, 12


@dataclass(frozen=True)
class ComparedWorld:
    """Places with the change and without; the share moves among those with it."""

    name: str
    effect: float = 0.0
    a_month: int = 8  # answers of a place
    share: tuple[float, float] = (0.2, 0.4)
    gap: float = 30.0
    everywhere: bool = False  # the share moves in all places
    apart: float = 0.0  # how far places differ in their share; at 1 each is of one kind
    uneven: float = 0.0  # standard deviation of the logarithm of their answers, on each side
    treated: int = TREATED
    one_by_one: bool = False  # the change comes to them between the fifth month and the ninth

    @property
    def first(self) -> Floats:
        """The month in which the change comes to each place; infinity where it does not."""
        places = np.arange(PLACES)
        start = 4 + places % 5 if self.one_by_one else np.full(PLACES, MONTHS // 2)
        return np.where(places < self.treated, start, np.inf)


@dataclass(frozen=True)
class HeardPlaces:
    """One place of an array an answer."""

    y: Floats
    kind: np.ndarray
    place: np.ndarray
    month: np.ndarray


def heard_places(world: ComparedWorld, chance: Chance) -> HeardPlaces:
    """All places over a year; the change comes in the middle."""
    sides = np.exp(chance.normal(0, world.uneven, (PLACES, 2)) - world.uneven**2 / 2)
    n = chance.poisson(world.a_month * np.repeat(sides, MONTHS // 2, axis=1).ravel())
    place = np.repeat(np.repeat(np.arange(PLACES), MONTHS), n)
    month = np.repeat(np.tile(np.arange(MONTHS), PLACES), n)
    got = month >= world.first[place]
    moved = (month >= MONTHS // 2) if world.everywhere else got
    share = _shares(world, chance)[place]
    grown = (world.share[1] - world.share[0]) / (1 - world.share[0])
    share = np.where(moved, share + grown * (1 - share), share)
    kind = (chance.random(len(place)) < share).astype(int)
    level = chance.normal(0, 8, PLACES)[:, None] + chance.normal(0, 4, (PLACES, MONTHS))
    mean = level[place, month] + chance.normal(0, 3, MONTHS)[month] + world.gap * kind
    return HeardPlaces(draw(chance, (mean + world.effect * got) / 100), kind, place, month)


def _shares(world: ComparedWorld, chance: Chance) -> Floats:
    """Each place's share before."""
    mean = world.share[0]
    if not world.apart:
        return np.full(PLACES, mean)
    worth = 1 / world.apart**2 - 1
    return chance.beta(mean * worth, (1 - mean) * worth, PLACES)


COMPARED = (
    ComparedWorld("nothing, the mix stays", share=(0.2, 0.2)),
    ComparedWorld("nothing, the mix stays, each place its own", share=(0.2, 0.2), apart=0.9),
    ComparedWorld(
        "the same, and they answer more or less", share=(0.2, 0.2), apart=0.9, uneven=0.5
    ),
    ComparedWorld("nothing, 20% to 40%"),
    ComparedWorld("nothing, 20% to 40%, each place its own", apart=0.6, uneven=0.3),
    ComparedWorld("eight points, 20% to 40%", effect=8),
    ComparedWorld("eight points, 40% to 20%", effect=8, share=(0.4, 0.2)),
    ComparedWorld("nothing, 20% to 60%, gap 50", share=(0.2, 0.6), gap=50),
    ComparedWorld("eight points, 20% to 40% everywhere", effect=8, everywhere=True),
    ComparedWorld("nothing, 20% to 40%, 3 answers a month", a_month=3),
)
ALONE = (
    ComparedWorld("nothing, the mix stays", share=(0.2, 0.2), treated=1),
    ComparedWorld("nothing, 20% to 40%", treated=1, a_month=16),
    ComparedWorld("eight points, 20% to 60%, gap 50", 8, 16, (0.2, 0.6), 50, treated=1),
)
ONE_BY_ONE = (
    ComparedWorld("nothing, the mix stays", share=(0.2, 0.2), one_by_one=True),
    ComparedWorld("nothing, 20% to 40%", one_by_one=True),
    ComparedWorld("eight points, 20% to 60%, gap 50", 8, 8, (0.2, 0.6), 50, one_by_one=True),
    ComparedWorld("eight points, 20% to 40%, each its own", 8, apart=0.6, one_by_one=True),
)
