"""Charts of use."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.charts import (
    Chart,
    ForestLabels,
    ForestRow,
    LineSeries,
    LinesLabels,
    TrendLabels,
    TrendPoint,
    forest,
    in_two_widths,
    lines,
    percent,
    plain,
    round_days,
    trend,
)
from emptychair.metrics.pictures import between_words, day_label
from emptychair.metrics.words import month_words
from emptychair.stats import SurvivalCurve
from emptychair.usage.queries.conversion import Cohort
from emptychair.usage.types import WeekOfUse

MOST_WEEKS, KNOWN, STEPS = 53, 30, 10


def weeks_picture(weeks: Sequence[WeekOfUse]) -> Chart | None:
    """Actions week by week; the last week is not over yet and is left out."""
    whole = list(weeks)[:-1][-MOST_WEEKS:]
    if len(whole) < 2:
        return None
    points = [
        TrendPoint(f"{one.week:%Y-%m-%d}", float(one.actions), None, None, KNOWN) for one in whole
    ]
    most = max(one.actions for one in whole) or 1
    return in_two_widths(
        lambda width: trend(
            points,
            title=_("Actions a week"),
            description=_("Weeks from Monday, up to the last whole one."),
            labels=_labels(),
            unit_range=(0.0, most * 1.15),
            width=width,
            write=plain,
        )
    )


def conversion_picture(curve: SurvivalCurve) -> Chart | None:
    """The share that paid, day by day after the beginning, with those who may still come."""
    last = int(curve.times[-1])
    if last < 2:
        return None
    days = round_days(last, STEPS)
    points = []
    for day in days:
        share, _low, _high = curve.at(day)
        points.append(TrendPoint(day_label(day), (1 - share) * 100, None, None, curve.n))
    top = max(one.value or 0 for one in points)
    return in_two_widths(
        lambda width: lines(
            [LineSeries(pgettext("trial", "pays"), tuple(points))],
            title=_("Share that pays, by days since the beginning"),
            description=_("Those still on trial count as long as they have been seen."),
            labels=LinesLabels(period=_("Day"), missing=_("nobody"), few=_("fewer than 30 trials")),
            unit_range=(0.0, min(100.0, max(10.0, top * 1.3))),
            width=width,
            write=lambda value: percent(value / 100),
        )
    )


def cohorts_picture(cohorts: Sequence[Cohort]) -> Chart | None:
    """The share that pays, by month of the beginning, with limits."""
    rows = [
        ForestRow(
            month_words(one.month), 100 * one.paid.share, 100 * one.paid.low, 100 * one.paid.high,
            one.paid.n,
        )
        for one in cohorts[:12]
    ]  # fmt: skip
    if len(rows) < 2:
        return None
    return in_two_widths(
        lambda width: forest(
            rows,
            title=_("Share that pays, by month of the beginning"),
            description=_("The bar is the 95% interval. Bars that overlap tell no difference."),
            labels=_forest_labels(),
            unit_range=(0.0, 100.0),
            width=width,
            write=lambda value: percent(value / 100),
        )
    )


def _labels() -> TrendLabels:
    return TrendLabels(
        period=_("Week from"),
        value=_("Actions"),
        interval=_("Interval"),
        between=between_words(),
        n=_("Counted from"),
        note=_("Remark"),
        missing=_("no value"),
        few=_("few counted"),
        up=_("rise beyond noise"),
        down=_("fall beyond noise"),
    )


def _forest_labels() -> ForestLabels:
    return ForestLabels(
        row=_("Month"),
        value=_("Share that pays"),
        interval=_("Interval"),
        between=between_words(),
        n=_("Trials"),
        note=_("Remark"),
        good=_("better"),
        bad=_("worse"),
        quiet=_("cannot tell"),
    )
