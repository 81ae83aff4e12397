"""From an estimate to a verdict, by rule."""

from emptychair.effects.types import Judged
from emptychair.stats import Effect


def proposed_verdict(effect: Effect | None, *, worth: float) -> str:
    """Helped: the whole interval lies above nothing. Did not: it lies below what would have been
    worth the work. Otherwise, or where an assumption broke, it cannot be told.
    """
    if effect is None or not effect.sound:
        return Judged.UNKNOWN.value
    if effect.low > 0:
        return Judged.HELPED.value
    if effect.high < worth:
        return Judged.NOT.value
    return Judged.UNKNOWN.value
