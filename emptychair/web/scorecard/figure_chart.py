"""The months of a figure from outside, drawn."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.charts import Chart, TrendLabels, TrendPoint, in_two_widths, trend
from emptychair.kit.periods import Period, month_of, months_later
from emptychair.metrics.figures import FigureUnit, figures_known
from emptychair.metrics.pictures import between_words
from emptychair.metrics.words import month_words
from emptychair.scorecard.words import number_words

if TYPE_CHECKING:
    from emptychair.scorecard.models import OutsideFigure

MONTHS, KNOWN = 24, 30  # a month that rests on so many is drawn as one to be relied on


def figure_chart(access: Access, row: "OutsideFigure", *, today: date) -> Chart | None:
    """Two years with the band where an error is known; None without two months."""
    end = month_of(today).end
    found = figures_known(access)[row.key].months(access, Period(months_later(end, -MONTHS), end))
    first = next((place for place, each in enumerate(found) if each[1].value is not None), MONTHS)
    points = [
        TrendPoint(month_words(month), one.value, one.low, one.high, one.n or KNOWN)
        for month, one in found[first:]
    ]
    while points and points[-1].value is None:
        points.pop()
    if sum(point.value is not None for point in points) < 2:
        return None
    currency = access.workspace.currency
    return in_two_widths(
        lambda width: trend(
            points,
            title=_("%(figure)s month by month") % {"figure": row.name},
            description=_("Latest month %(month)s: %(value)s.")
            % {
                "month": points[-1].label,
                "value": number_words(row.unit, points[-1].value, currency=currency),
            },
            labels=_labels(),
            unit_range=_range(row.unit, points),
            width=width,
            write=lambda value: number_words(row.unit, value, currency=currency),
        )
    )


def _range(unit: str, points: Sequence[TrendPoint]) -> tuple[float, float]:
    """How far the axis may reach: what has no ends of its own, as far as its values."""
    if unit == FigureUnit.POINTS:
        return -100.0, 100.0
    known = [
        number
        for point in points
        for number in (point.value, point.low, point.high)
        if number is not None
    ]
    room = max(known) - min(known) or abs(max(known)) or 1.0
    low = min(known) - room
    return (max(0.0, low) if min(known) >= 0 else low), max(known) + room


def _labels() -> TrendLabels:
    return TrendLabels(
        period=_("Month"),
        value=pgettext("summary", "Value"),
        interval=_("Interval"),
        between=between_words(),
        n=_("Counted from"),
        note=_("Remark"),
        missing=_("no value"),
        few=_("few counted"),
        up=_("rise beyond noise"),
        down=_("fall beyond noise"),
    )
