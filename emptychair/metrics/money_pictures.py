"""The charts of score and money: groups with intervals, who is still there, links by segment."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.charts import (
    Chart,
    ForestLabels,
    ForestRow,
    LineSeries,
    LinesLabels,
    TrendPoint,
    forest,
    in_two_widths,
    lines,
    percent,
    signed,
)
from emptychair.metrics.money_types import MoneyFigures, OutcomeLink
from emptychair.metrics.money_words import amount_words, group_words, outcome_words, slope_words
from emptychair.metrics.pictures import between_words
from emptychair.stats import SurvivalCurve

STEPS = 6  # points of time at which a curve is drawn


def groups_picture(figures: MoneyFigures, outcome: OutcomeLink) -> Chart | None:
    """What each group of scores did, with intervals."""
    is_share = outcome.outcome != "revenue"
    times = 100.0 if is_share else 1.0
    rows = [
        ForestRow(
            group_words(each.key), times * each.value, times * each.low, times * each.high, each.n
        )
        for each in outcome.groups
        if each.value is not None and each.low is not None and each.high is not None
    ]
    if len(rows) < 2:
        return None
    top = max(row.high for row in rows)
    return _forest(
        rows,
        title=_("%(outcome)s, by earlier score") % {"outcome": outcome_words(outcome.outcome)},
        heading=_("Earlier score"),
        quiet=_("value of the group"),
        unit_range=(0.0, 100.0) if is_share else (min(0.0, *(row.low for row in rows)), top * 1.1),
        write=(lambda value: percent(value / 100))
        if is_share
        else (lambda value: amount_words(value, figures.currency).removeprefix("+")),
    )


def segments_picture(figures: MoneyFigures, outcome: OutcomeLink) -> Chart | None:
    """What goes with a point in each segment."""
    if not outcome.segments:
        return None
    times = 1.0 if outcome.outcome == "revenue" else 100.0
    rows = [
        ForestRow(
            *(each.segment, times * each.link.slope, times * each.link.low),
            *(times * each.link.high, each.link.n),
            "quiet" if not each.told else "good" if each.link.slope > 0 else "bad",
        )
        for each in outcome.segments
    ]
    edge = max(abs(limit) for row in rows for limit in (row.low, row.high)) * 1.1 or 1.0
    plain = outcome.outcome != "revenue"  # its unit stands in the heading, once
    return _forest(
        rows,
        title=segments_heading(outcome),
        heading=pgettext("of answers", "Segment"),
        unit_range=(-edge, edge),
        write=(lambda value: signed(value, 1))
        if plain
        else (lambda value: slope_words(outcome.outcome, value, figures.currency)),
        reference=0.0,
    )


def segments_heading(outcome: OutcomeLink) -> str:
    """Over the chart by segment."""
    if outcome.outcome == "revenue":
        return _("What goes with a point, by segment")
    return _("What goes with a point, by segment (percentage points)")


def curves_picture(figures: MoneyFigures) -> Chart | None:
    """The share of each group that is still there as days pass."""
    if not figures.curves or not any(curve.events for _key, curve in figures.curves):
        return None
    last = min(curve.times[-1] for _key, curve in figures.curves)
    days = [round(last * step / STEPS) for step in range(STEPS + 1)]
    series = [
        LineSeries(group_words(key), tuple(_point(curve, day) for day in days))
        for key, curve in figures.curves
    ]
    lowest = min(point.value or 0 for each in series for point in each.points)
    return in_two_widths(
        lambda width: lines(
            series,
            title=_("Still customers, by earlier score"),
            description=_("The share that has not left so many days after the answer."),
            labels=LinesLabels(
                period=_("Days after"),
                missing=_("no answers"),
                few=_("fewer than 30 customers"),
            ),
            unit_range=(max(0.0, 10 * ((lowest - 5) // 10)), 100.0),
            width=width,
            write=lambda value: percent(value / 100),
        )
    )


def _point(curve: SurvivalCurve, day: int) -> TrendPoint:
    share, low, high = curve.at(day)
    at_risk = next(
        (n for time, n in zip(curve.times, curve.at_risk, strict=True) if time >= day), 0
    )
    return TrendPoint(
        _("%(days)s days") % {"days": day}, 100 * share, 100 * low, 100 * high, at_risk
    )


def _forest(
    rows: list[ForestRow],
    *,
    title: str,
    heading: str,
    unit_range: tuple[float, float],
    write: Callable[[float], str],
    reference: float | None = None,
    quiet: str = "",
) -> Chart:
    labels = ForestLabels(
        row=heading,
        value=pgettext("any metric", "Value"),
        interval=_("Interval"),
        between=between_words(),
        n=_("Customers"),
        note=_("What may be said"),
        good=_("more with a higher score"),
        bad=_("less with a higher score"),
        quiet=quiet or _("cannot be told apart"),
    )
    return in_two_widths(
        lambda width: forest(
            rows,
            title=title,
            description=title,
            labels=labels,
            reference=reference,
            unit_range=unit_range,
            width=width,
            write=write,
        )
    )
