"""Why a half moved."""

from emptychair.success.types import InputReading

MOVED_FROM = 1.0  # points of the half, below which nothing is told


def moved_most(readings: list[InputReading], *, most: int = 3) -> list[InputReading]:
    """Those that moved their half, the largest first; also what is no longer known, or new."""
    moved = [one for one in readings if abs(one.moved) >= MOVED_FROM]
    return sorted(moved, key=lambda one: -abs(one.moved))[:most]
