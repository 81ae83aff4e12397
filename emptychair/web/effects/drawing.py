"""What was against what would have been, drawn; and the numbers in words."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.charts import (
    AgainstLabels,
    AgainstPoint,
    Chart,
    Mark,
    against,
    in_two_widths,
    plain,
    signed,
)
from emptychair.effects.types import Reading
from emptychair.metrics.rules.scoring import RANGES, UNITS


def picture_of(read: Reading, metric: str) -> Chart | None:
    """The drawing, where at least two periods have answers."""
    points = [
        AgainstPoint(
            f"{one.day:%Y-%m}" if read.step == "month" else f"{one.day:%Y-%m-%d}",
            one.value, one.n, one.expected, one.low, one.high,
        )
        for one in read.picture
    ]  # fmt: skip
    if sum(one.value is not None for one in points) < 2:
        return None
    labels = AgainstLabels(
        period=_("Month") if read.step == "month" else _("Week from"),
        value=_("Measured"),
        expected=_("Without the change"),
        band=_("Noise around it"),
        between=_("{low} to {high}"),
        n=_("Answers"),
        missing=_("nobody answered"),
    )
    begun = read.start_index < len(points)
    return in_two_widths(
        lambda width: against(
            points,
            title=_("What was, and what would have been"),
            description=_(
                "The line is what was measured. The band is where noise alone would have left it."
            ),
            labels=labels,
            mark=Mark(read.start_index, pgettext("chart", "Start")) if begun else None,
            unit_range=RANGES[metric],
            width=width,
        ),
        wide=680,
    )


def size_words(value: float | None, metric: str) -> str:
    """A size with its unit: 4.2 points."""
    if value is None:
        return ""
    if UNITS[metric] == "mean":
        return plain(value, 2)
    decimals = 1 if abs(value) < 10 else 0
    if UNITS[metric] == "percent":
        return _("%(value)s percentage points") % {"value": plain(value, decimals)}
    return _("%(value)s points") % {"value": plain(value, decimals)}


def change_words(value: float, metric: str) -> str:
    """A change with its sign, without the unit."""
    if UNITS[metric] == "mean":
        return signed(value, 2)
    return signed(value, 1 if abs(value) < 10 else 0)


def say(read: Reading, metric: str) -> str:
    """The estimate in one sentence that claims no more than it can."""
    effect = read.effect
    if effect is None:
        return ""
    words = {
        "estimate": change_words(effect.estimate, metric),
        "low": change_words(effect.low, metric),
        "high": change_words(effect.high, metric),
    }
    if not effect.sound:
        return (
            _(
                "By the numbers alone: %(estimate)s, between %(low)s and %(high)s. But an "
                "assumption is broken (see below), so they do not tell what the change did."
            )
            % words
        )
    if effect.low > 0:
        return (
            _("It rose by %(estimate)s because of the change; between %(low)s and %(high)s.")
            % words
        )
    if effect.high < 0:
        return (
            _("It fell by %(estimate)s because of the change; between %(low)s and %(high)s.")
            % words
        )
    return (
        _(
            "What the change did lies between %(low)s and %(high)s. That could be nothing at all: "
            "it cannot be told from noise yet."
        )
        % words
    )
