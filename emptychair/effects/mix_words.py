"""Who answered, before the start and after it, as sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.charts import percent, signed
from emptychair.effects.types import MixHeld, MixMove, MixRead
from emptychair.metrics.rules.scoring import UNITS
from emptychair.surveys.channel_words import channel_words

LANGUAGES = {"ja": "日本語", "en": "English"}


def mark_words(by: str) -> str:
    """What is known of an answer, as people call it."""
    return {
        "segment": pgettext("of answers", "Segment"),
        "survey": _("Survey"),
        "touchpoint": _("Touchpoint"),
        "channel": _("Channel"),
        "language": pgettext("of answers", "Language"),
    }[by]


def group_words(by: str, key: str) -> str:
    """One value of it; touchpoints and surveys bring their names."""
    if not key:
        return _("the whole, no touchpoint") if by == "touchpoint" else _("not known")
    if by == "language":
        return LANGUAGES.get(key, key)
    return channel_words(key) if by == "channel" else key


def move_words(one: MixMove, metric: str) -> str:
    """How the shares moved, and what that alone does to the score."""
    facts = {
        "by": mark_words(one.by), "group": one.group, "before": percent(one.before),
        "after": percent(one.after), "points": _change(one.points, metric),
        "low": _change(one.low, metric), "high": _change(one.high, metric),
    }  # fmt: skip
    if one.unheard:
        return (
            _(
                "%(by)s “%(group)s” was %(before)s of the answers before the start and is "
                "%(after)s after it. What those never heard before would have said then, nobody "
                "knows; so the change cannot be told from them."
            )
            % facts
        )
    return (
        _(
            "%(by)s “%(group)s” was %(before)s of the answers before the start and is %(after)s "
            "after it. That alone moves the estimate by %(points)s (between %(low)s and %(high)s)."
        )
        % facts
    )


def mix_sentences(read: MixRead, metric: str) -> list[str]:
    """Each move beyond noise; one sentence where there is none."""
    moved = [move_words(one, metric) for one in read.moves if one.moved]
    return moved or [_("Those who answered are of the same kinds as before the start.")]


def basis_words(read: MixRead, *, agreed: str) -> str:
    """Which of the two the verdict stands on, and why."""
    if read.used == MixHeld.BEFORE:
        held = pgettext("list", ", ").join(mark_words(one) for one in read.held)
        return _(
            "The verdict and the drawing count each kind with its share of before. Held: %(held)s."
        ) % {"held": held}
    if read.answered.method == "synthetic":
        return _(
            "A mix of other touchpoints is read as answered: where who answered moves the estimate "
            "by much, beside its interval, nothing is told."
        )
    if read.fixed is None:
        return _(
            "Too few answered of each kind to count them with their shares of before, so the "
            "answers are read as they came."
        )
    if agreed == MixHeld.ANSWERED and read.moved:
        return _(
            "This design was agreed to be read as answered. To count each kind with its share of "
            "before, change the design; your reason stays beside it."
        )
    return ""


def _change(value: float, metric: str) -> str:
    return signed(value, 2 if UNITS[metric] == "mean" else 1)
