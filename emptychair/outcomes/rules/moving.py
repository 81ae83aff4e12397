"""Whether a number has moved enough: to its target, by so much, or by so many percent."""

from dataclasses import dataclass

from emptychair.outcomes.rules.progress import progress_of
from emptychair.outcomes.types import Direction, Move, Terms


@dataclass(frozen=True, slots=True)
class MoveRule:
    """What counts as a move. `by` is in the unit of the KPI, or in percent of its start."""

    move: str = Move.REACHED.value
    by: float = 0.0


def has_moved(rule: MoveRule, terms: Terms, *, first: float | None, value: float) -> bool:
    """Whether a value lies that far from the start, for the better. Where no start was agreed on,
    the `first` reading stands for it; what cannot be known has not moved.

    >>> has_moved(MoveRule("percent", 50), Terms(start_value=2.0), first=None, value=3.0)
    True
    >>> has_moved(MoveRule("by", 2), Terms(direction="down"), first=9.0, value=8.0)
    False
    """
    if rule.move == Move.REACHED:
        progress = progress_of(terms, value)
        return progress is not None and progress >= 1
    moved = moved_by(terms, first=first, value=value)
    if moved is None:
        return False
    if rule.move == Move.PERCENT:
        moved_share = moved_percent(terms, first=first, value=value)
        return moved_share is not None and moved_share >= rule.by
    return moved >= rule.by


def moved_by(terms: Terms, *, first: float | None, value: float) -> float | None:
    """By how much it is better than at the start, in its own unit."""
    start = terms.start_value if terms.start_value is not None else first
    if start is None:
        return None
    return value - start if terms.direction == Direction.UP else start - value


def moved_percent(terms: Terms, *, first: float | None, value: float) -> float | None:
    """The same in percent of the start; not known for a start of nought."""
    start = terms.start_value if terms.start_value is not None else first
    moved = moved_by(terms, first=first, value=value)
    return None if moved is None or not start else 100 * moved / abs(start)
