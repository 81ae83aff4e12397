"""Charts of silence."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.charts import (
    Chart,
    LineSeries,
    LinesLabels,
    TrendPoint,
    in_two_widths,
    lines,
    percent,
)
from emptychair.metrics.pictures import day_label
from emptychair.stats import SurvivalCurve, TooFew, there_by

DAYS = range(0, 181, 15)  # evenly, since the axis is


def back_picture(groups: Sequence[tuple[str, SurvivalCurve | None]]) -> Chart | None:
    """The share of each group that came back, by days; a curve ends where nobody was watched."""
    drawn = [(words, curve) for words, curve in groups if curve is not None]
    last = max((int(curve.times[-1]) for _words, curve in drawn), default=0)
    days = [day for day in DAYS if day <= last]
    if len(days) < 2:
        return None
    series = [
        LineSeries(words, tuple(_point(curve, day) for day in days)) for words, curve in drawn
    ]
    top = max((point.value or 0 for one in series for point in one.points), default=0)
    return in_two_widths(
        lambda width: lines(
            series,
            title=_("Share that came back, by days"),
            description=_("Those still silent count as long as they were watched."),
            labels=LinesLabels(
                period=pgettext("chart", "Days"),
                missing=_("not yet known"),
                few=_("fewer than 30 silences"),
            ),
            unit_range=(0.0, min(100.0, max(10.0, top * 1.2))),
            width=width,
            write=lambda value: percent(value / 100),
        )
    )


def _point(curve: SurvivalCurve, day: int) -> TrendPoint:
    try:
        back, low, high = there_by(curve, day)
    except TooFew:
        return TrendPoint(day_label(day), None, None, None, 0)
    return TrendPoint(day_label(day), 100 * back, 100 * low, 100 * high, curve.n)
