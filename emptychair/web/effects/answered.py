"""Who answered, before the start and after it, and what that does to the estimate."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from emptychair.effects.mix_words import basis_words, mix_sentences
from emptychair.effects.types import MixHeld, MixRead
from emptychair.stats import Effect
from emptychair.web.effects.drawing import change_words


@dataclass(frozen=True, slots=True)
class Estimate:
    """One of the two ways to read the same answers."""

    words: str
    estimate: str
    interval: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class MixCard:
    """What the page says of who answered."""

    sentences: list[str]
    estimates: list[Estimate]
    basis: str
    moved: bool
    by_trend: bool  # measured against the past of one line
    may_change: bool


def mix_of(read: MixRead, metric: str, *, agreed: str) -> MixCard | None:
    """The card; none where nothing is known of the answers."""
    if not read.moves:
        return None
    rows = [
        _estimate(read, read.fixed, metric, MixHeld.BEFORE),
        _estimate(read, read.answered, metric, MixHeld.ANSWERED),
    ]
    can_hold = read.moved and read.fixed is not None and agreed == MixHeld.ANSWERED
    return MixCard(
        mix_sentences(read, metric), [one for one in rows if one], basis_words(read, agreed=agreed),
        read.moved, read.moved and read.answered.method == "series", can_hold,
    )  # fmt: skip


def _estimate(read: MixRead, effect: Effect | None, metric: str, kind: MixHeld) -> Estimate | None:
    if effect is None:
        return None
    low, high = change_words(effect.low, metric), change_words(effect.high, metric)
    interval = _("%(low)s to %(high)s") % {"low": low, "high": high}
    estimate, is_used = change_words(effect.estimate, metric), read.used == kind.value
    return Estimate(str(kind.label), estimate, interval, is_used)
