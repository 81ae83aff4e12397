"""Charts of the first value."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from emptychair.charts import (
    Chart,
    ForestLabels,
    ForestRow,
    LineSeries,
    LinesLabels,
    Tone,
    TrendLabels,
    TrendPoint,
    forest,
    in_two_widths,
    lines,
    percent,
    trend,
)
from emptychair.metrics.pictures import between_words, day_label

MOST_MONTHS = 18


def curve_picture(points: Sequence[Sequence[float]], n: int) -> Chart | None:
    """The share that is there, by days since sign-up, with limits."""
    if len(points) < 3:
        return None
    drawn = [
        TrendPoint(day_label(int(day)), 100 * share, 100 * low, 100 * high, n)
        for day, share, low, high in points
    ]
    return in_two_widths(
        lambda width: trend(
            drawn,
            title=_("Share that is there, by days since sign-up"),
            description=_(
                "Kaplan and Meier: who is not there yet counts as long as they were seen. The band "
                "is the 95% interval."
            ),
            labels=_trend_labels(),
            unit_range=(0.0, 100.0),
            width=width,
            write=_percent,
        )
    )


def groups_picture(groups: Sequence[dict[str, Any]], day: int, title: str) -> Chart | None:
    """The share that is there by a day, for each group, with limits."""
    rows = [_group(one) for one in groups if one["by_day"]][-MOST_MONTHS:]
    if len(rows) < 2:
        return None
    return in_two_widths(
        lambda width: forest(
            rows,
            title=title,
            description=_("There by day %(day)s after sign-up, with 95%% intervals.")
            % {"day": day},
            labels=_forest_labels(),
            unit_range=(0.0, 100.0),
            width=width,
            write=_percent,
        )
    )


def signups_picture(found: dict[str, Any], title: str) -> Chart | None:
    """The share that is there by days since sign-up, a line for each cohort."""
    series = [
        LineSeries(
            one["name"],
            tuple(
                _point(day, share, one["n"])
                for day, share in zip(found["days"], one["curve"], strict=True)
            ),
        )
        for one in found["cohorts"]
    ]
    if not any(point.value is not None for each in series for point in each.points):
        return None
    return in_two_widths(
        lambda width: lines(
            series,
            title=title,
            description=_(
                "Kaplan and Meier, cohort by cohort. A line ends where nobody of the cohort was "
                "watched for so long."
            ),
            labels=LinesLabels(
                period=_("Day"), missing=_("no value"), few=_("fewer than 30 customers")
            ),
            unit_range=(0.0, 100.0),
            width=width,
            write=_percent,
        )
    )


def _point(day: int, share: Sequence[float] | None, n: int) -> TrendPoint:
    if share is None:
        return TrendPoint(day_label(day), None, None, None, n)
    value, low, high = (100 * one for one in share)
    return TrendPoint(day_label(day), value, low, high, n)


def _group(one: dict[str, Any]) -> ForestRow:
    tones: dict[str, Tone] = {"sooner": "good", "later": "bad"}
    _day, share, low, high = one["by_day"][0]
    return ForestRow(
        label=one["name"],
        value=100 * share,
        low=100 * low,
        high=100 * high,
        n=one["n"],
        tone=tones.get((one["gap"] or {}).get("says", ""), "quiet"),
    )


def _percent(value: float) -> str:
    return percent(value / 100)


def _trend_labels() -> TrendLabels:
    return TrendLabels(
        period=_("Day"),
        value=_("There"),
        interval=_("Interval"),
        between=between_words(),
        n=_("Customers"),
        note=_("Remark"),
        missing=_("no value"),
        few=_("fewer than 30 customers"),
        up=_("rise beyond noise"),
        down=_("fall beyond noise"),
    )


def _forest_labels() -> ForestLabels:
    return ForestLabels(
        row=_("Group"),
        value=_("There"),
        interval=_("Interval"),
        between=between_words(),
        n=_("Customers"),
        note=_("Remark"),
        good=_("sooner than the rest"),
        bad=_("later than the rest"),
        quiet=_("cannot tell"),
    )
