"""How far a number is from its start to its target, and what may be said of its latest move."""

from collections.abc import Sequence
from datetime import date, timedelta

from emptychair.outcomes.types import Direction, Moved, Standing, Terms
from emptychair.stats import StatsError, change_beyond_own_noise

FEWEST = 8  # readings from which a series shows what it does by itself
SLACK = 0.1  # of the way: so far behind the straight line nobody is called late


def fits(terms: Terms) -> bool:
    """Whether the target lies on the better side of the start, and later."""
    if terms.start_on and terms.target_on and terms.target_on <= terms.start_on:
        return False
    if terms.start_value is None or terms.target_value is None:
        return True
    return _way(terms) > 0


def progress_of(terms: Terms, value: float | None) -> float | None:
    """From 0 at the start to 1 at the target; None where one of the three is not known."""
    if value is None or terms.start_value is None or terms.target_value is None:
        return None
    way = terms.target_value - terms.start_value
    return min(1.0, max(0.0, (value - terms.start_value) / way)) if way else None


def lags_from(terms: Terms, progress: float | None) -> date | None:
    """From which day on this progress is behind the straight line from start to target.

    None: never, since it is there; or not known, since there are no days.
    """
    if progress is None or progress >= 1 or not terms.start_on or not terms.target_on:
        return None
    way = (terms.target_on - terms.start_on).days
    return terms.start_on + timedelta(days=int(min(1.0, progress + SLACK) * way) + 1)


def standing_of(terms: Terms, value: float | None, *, on: date) -> Standing:
    """How it stands on a day."""
    if value is None:
        return Standing.UNKNOWN
    progress = progress_of(terms, value)
    if progress is None:
        return Standing.NO_TARGET
    if progress >= 1:
        return Standing.REACHED
    late = lags_from(terms, progress)
    return Standing.LAGGING if late is not None and late <= on else Standing.ON_TRACK


def latest_move(values: Sequence[float], direction: str) -> Moved:
    """Whether the newest reading differs from the one before by more than such moves did so far."""
    if len(values) < FEWEST:
        return Moved.FEW
    try:
        change = change_beyond_own_noise(values, window=1)
    except StatsError:
        return Moved.STILL
    if change.low <= 0 <= change.high:
        return Moved.NOISE
    risen = change.estimate > 0
    return Moved.BETTER if risen == (direction == Direction.UP) else Moved.WORSE


def _way(terms: Terms) -> float:
    way = (terms.target_value or 0.0) - (terms.start_value or 0.0)
    return way if terms.direction == Direction.UP else -way
