"""Pictures of a report: drawn by our own charts for paper, as numbers for charts one may edit."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.charts import Chart, ForestRow, Tone
from emptychair.digests.types import Graph, Line
from emptychair.digests.words import metric_words
from emptychair.metrics.pictures import forest_picture, trend_picture
from emptychair.metrics.rules.scoring import RANGES, UNITS
from emptychair.metrics.types import GroupScore, MonthScore, Score
from emptychair.metrics.words import month_words, short_month_words

FIRST_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
PATTERN = {"points": "+0;−0;0", "percent": '0"%"', "mean": "0.0"}
MOST_PLACES = 10


def drawn(chart: Chart | None) -> str:
    """The wide drawing of a chart that comes in two widths; empty without a chart."""
    found = FIRST_DRAWING.search(chart.svg) if chart else None
    return found.group() if found else ""


def months_graph(
    metric: str, months: Sequence[MonthScore], done: Sequence[tuple[date, str]]
) -> Graph | None:
    """The score month by month with its band; months without thirty answers stay open."""
    first = next((place for place, one in enumerate(months) if one.score.n), len(months))
    shown = months[first:]
    chart = trend_picture(metric, months, done)
    if chart is None:
        return None
    scores = [one.score for one in shown]
    return Graph(
        kind="line",
        title=_("%(metric)s by month") % {"metric": metric_words(metric)},
        labels=tuple(month_words(one.first) for one in shown),
        short=tuple(short_month_words(one.first) for one in shown),
        lines=(
            Line(metric_words(metric), tuple(_rounded(one.value) for one in scores)),
            Line(_("interval, from"), tuple(_rounded(one.low) for one in scores), is_limit=True),
            Line(_("interval, to"), tuple(_rounded(one.high) for one in scores), is_limit=True),
        ),
        svg=drawn(chart),
        sizes=chart.svg,
        pattern=PATTERN[UNITS[metric]],
        axis=RANGES[metric],
    )


def places_graph(
    total: Score, groups: Sequence[GroupScore], named: Mapping[int | str | None, str]
) -> Graph | None:
    """Touchpoints of which something may be said, the lowest first."""
    told = [one for one in groups if not one.score.too_few and one.score.value is not None]
    if len(told) < 2:
        return None
    told = sorted(told[:MOST_PLACES], key=lambda one: one.score.value or 0)
    rows = [
        ForestRow(
            named[one.key], one.score.value or 0, one.score.low or 0, one.score.high or 0,
            one.score.n, _tone(one),
        )
        for one in told
    ]  # fmt: skip
    chart = forest_picture(rows, total, heading=_("Touchpoint"))
    labels = tuple(
        pgettext("report", "%(place)s (n = %(n)s)")
        % {"place": named[one.key], "n": f"{one.score.n:,}"}
        for one in told
    )
    values = tuple(_rounded(one.score.value) for one in told)
    return Graph(
        kind="bar",
        title=_("%(metric)s by touchpoint") % {"metric": metric_words(total.metric)},
        labels=labels,
        lines=(Line(metric_words(total.metric), values),),
        svg=drawn(chart),
        sizes=chart.svg if chart else "",
        pattern=PATTERN[UNITS[total.metric]],
        axis=RANGES[total.metric],
    )


def _tone(group: GroupScore) -> Tone:
    if group.rest is None or not group.rest.is_told:
        return "quiet"
    return "good" if group.rest.estimate > 0 else "bad"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
