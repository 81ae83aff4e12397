"""Better, worse, or it cannot be told; and whether a target is reached."""

from emptychair.metrics.figures import Comparison, Figure, Reading
from emptychair.metrics.types import TOO_FEW
from emptychair.scorecard.types import Aim, RowSetting, Verdict, Why


def verdict_of(figure: Figure, found: Comparison) -> Verdict:
    """By the interval of the difference: the whole of it on one side of nothing, or no verdict."""
    change = found.change
    if change is None or not change.is_told or too_few(figure, found):
        return "cannot_tell"
    return "better" if (change.estimate > 0) == (figure.better == "higher") else "worse"


def why_not(figure: Figure, found: Comparison) -> str:
    """Why it cannot be told; empty when it can."""
    change = found.change
    if found.before.value is None or found.after.value is None:
        return (Why.EMPTY if figure.outside_id is None else Why.MISSING).value
    if too_few(figure, found):
        return Why.FEW.value
    if change is not None:
        return Why.NONE.value if change.is_told else Why.NOISE.value
    if figure.outside_id is not None:
        return Why.SHORT.value
    known = found.before.has_interval and found.after.has_interval
    return (Why.SHARED if known else Why.UNKNOWN).value


def too_few(figure: Figure, found: Comparison) -> bool:
    """Whether one of the two rests on fewer than are compared; the others count elsewhere."""
    if figure.outside_id is not None:
        return False
    return any(one.n is not None and one.n < TOO_FEW for one in (found.before, found.after))


def is_reached(figure: Figure, value: float, now: Reading) -> bool | None:
    """Whether the whole interval lies on the good side of the target; None: on both sides.

    Without an interval the number itself is held against it.
    """
    if now.value is None:
        return None
    low = now.value if now.low is None else now.low
    high = now.value if now.high is None else now.high
    good, bad = (low, high) if figure.better == "higher" else (-high, -low)
    wanted = value if figure.better == "higher" else -value
    if good >= wanted:
        return True
    return False if bad < wanted else None


def aim_of_row(row: RowSetting) -> Aim | None:
    """The target that stands in the row itself."""
    if row.aim_value is None or row.aim_day is None:
        return None
    return Aim(value=row.aim_value, by_day=row.aim_day)
