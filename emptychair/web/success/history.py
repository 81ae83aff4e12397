"""Both halves over the months, drawn as two lines."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.charts import (
    Chart,
    LineSeries,
    LinesLabels,
    TrendPoint,
    in_two_widths,
    lines,
    plain,
)

KNOWN, HARDLY = 100, 1  # how the drawing tells a sure point from one that rests on little
SURE_FROM = 0.5


def history_of(history: list[list[Any]]) -> Chart | None:
    """From two months on, where anything was known."""
    outcome = [_point(one[0], one[1], one[2]) for one in history]
    experience = [_point(one[0], one[3], one[4]) for one in history]
    known = [one for one in (*outcome, *experience) if one.value is not None]
    if len(history) < 2 or not known:
        return None
    return in_two_widths(
        lambda width: lines(
            [
                LineSeries(pgettext("of a customer", "Outcome"), tuple(outcome)),
                LineSeries(_("Experience"), tuple(experience)),
            ],
            title=_("Both halves over the months"),
            description=_("Each month as it could be known then. A gap: unknown."),
            labels=LinesLabels(
                period=_("Month"),
                missing=_("unknown"),
                few=_("less than half of the inputs known"),
            ),
            unit_range=(0.0, 100.0),
            width=width,
            write=plain,
        )
    )


def _point(day: str, value: float | None, confidence: float) -> TrendPoint:
    n = KNOWN if confidence >= SURE_FROM else HARDLY
    return TrendPoint(day[:7], value, None, None, n if value is not None else 0)
