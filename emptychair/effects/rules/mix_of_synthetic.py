"""Did others answer than before, of one touchpoint and of those that are mixed to stand for it."""

from collections.abc import Mapping

import numpy as np

from emptychair.effects.rules.mix import checked, told
from emptychair.effects.rules.rows import Floats, Numbers, Rows
from emptychair.effects.rules.series import Series
from emptychair.effects.types import MixHeld, MixRead
from emptychair.stats import Effect, mix_shift


def synthetic_told(
    rows: Rows, touchpoint: int, own: Series, donors: Mapping[int, float], effect: Effect
) -> tuple[Effect, MixRead]:
    """The effect with its check, and what is to be said of who answered: by how much more the mix
    moved the touchpoint than those that stand for it, each with its weight. It is told, not held.
    """
    place = own.places(rows.day)
    known, number = np.unique(rows.touchpoint, return_inverse=True)
    share = np.array([donors.get(int(one), 0.0) for one in known])[number]
    treated = rows.touchpoint == touchpoint
    used = (place >= 0) & (treated | (share > 0))
    seen, place, treated = rows.where(used), place[used], treated[used]
    weights = np.where(treated, 1.0, share[used] / _heard(seen.touchpoint, place))
    moves = {
        name: mix_shift(
            seen.value, mark, place >= own.before, place, weights=weights, treated=treated,
            units=seen.touchpoint,
        )
        for name, mark in seen.marks.items() if name != "touchpoint" and np.ptp(mark)
    }  # fmt: skip
    read = MixRead(MixHeld.ANSWERED.value, effect, None, (), told(seen, moves, effect))
    return checked(effect, moves), read


def _heard(unit: Numbers, place: Numbers) -> Floats:
    """How many answered in the same touchpoint and point as each answer."""
    key = np.unique(unit, return_inverse=True)[1] * (int(place.max()) + 1) + place
    return np.asarray(np.bincount(key)[key], dtype=np.float64)
