"""At which step somebody is, and whether they take longer than the others did."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emptychair.onboarding.types import Way

FEWEST = 10  # who got over a step, before anybody can be called slow at it
SLOW, VERY_SLOW = 75, 90


@dataclass(frozen=True, slots=True)
class Pace:
    """In how many days those who got over a step did so."""

    n: int
    usual: float | None
    long: float | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is: the step that is open (the last is the first value itself)."""

    step: int
    waited_here: int
    slow: int
    usual: float | None


def paces(rows: Sequence[Way], steps: int) -> list[Pace]:
    """One for each step, and the last for the first value itself.

    Of those who got there, as the list of the stalled asks it: who is still waiting is not in it.
    """
    lasted: list[list[int]] = [[] for _ in range(steps + 1)]
    for row in rows:
        for place, (since, day) in enumerate(_parts(row)):
            if day is not None:
                lasted[place].append(max(0, day - since))
    return [_pace(one) for one in lasted]


def place_of(row: Way, known: Sequence[Pace]) -> Place:
    """The first open step, since when, and how that stands against the others."""
    parts = _parts(row)
    step = next((i for i, (_since, day) in enumerate(parts[:-1]) if day is None), len(parts) - 1)
    waited = max(0, row.seen - parts[step][0])
    pace = known[step]
    slow = 0
    if pace.usual is not None and pace.long is not None:
        slow = VERY_SLOW if waited > pace.long else SLOW if waited > pace.usual else 0
    return Place(step, waited, slow, pace.usual)


def _parts(row: Way) -> list[tuple[int, int | None]]:
    """Of each step since when it was open, and the day on which it was done."""
    since, found = 0, []
    for day in (*row.steps, row.there):
        found.append((since if day is None else min(since, day), day))
        since = max(since, day or 0)
    return found


def _pace(lasted: list[int]) -> Pace:
    if len(lasted) < FEWEST:
        return Pace(len(lasted), None, None)
    usual, long = np.percentile(lasted, [SLOW, VERY_SLOW])
    return Pace(len(lasted), float(usual), float(long))
