"""The charts of scores, with the words they need, for every page that shows one."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from emptychair.charts import (
    BarLabels,
    BarRow,
    Chart,
    DistributionLabels,
    ForestLabels,
    ForestRow,
    Mark,
    Tone,
    TrendLabels,
    TrendPoint,
    bars,
    distribution,
    forest,
    in_two_widths,
    trend,
)
from emptychair.metrics.rules.scoring import RANGES, SCALES, sign_of
from emptychair.metrics.types import MonthScore, Score
from emptychair.metrics.words import month_words, value_words, writer


def between_words() -> str:
    """How a chart writes an interval."""
    return _("%(low)s to %(high)s") % {"low": "{low}", "high": "{high}"}


def day_label(day: int) -> str:
    """A day since the beginning, below an axis: 30日, 30 days."""
    return ngettext("%(days)s day", "%(days)s days", day) % {"days": f"{day:,}"}


def trend_picture(
    metric: str, months: Sequence[MonthScore], done: Sequence[tuple[date, str]] = ()
) -> Chart | None:
    """The score month by month with its band and what we did; None without two months."""
    first = next((place for place, each in enumerate(months) if each.score.n), len(months))
    months = months[first:]
    if sum(each.score.n > 0 for each in months) < 2:
        return None
    points = [
        TrendPoint(
            month_words(each.first),
            each.score.value,
            each.score.low,
            each.score.high,
            each.score.n,
            each.notable,
        )
        for each in months
    ]
    places = {each.first: place for place, each in enumerate(months)}
    marks = [
        Mark(places[day.replace(day=1)], words)
        for day, words in done
        if day.replace(day=1) in places
    ]
    last = next(each for each in reversed(months) if each.score.n)
    told = _("Latest month %(month)s: %(score)s, %(n)s answers.") % {
        "month": month_words(last.first),
        "score": value_words(last.score),
        "n": f"{last.score.n:,}",
    }
    return in_two_widths(
        lambda width: trend(
            points,
            title=_("Score month by month"),
            description=told,
            labels=_trend_labels(),
            marks=marks[-4:],
            unit_range=RANGES[metric],
            width=width,
            write=writer(metric),
        )
    )


def _trend_labels() -> TrendLabels:
    return TrendLabels(
        period=_("Month"),
        value=pgettext("any metric", "Score"),
        interval=_("Interval"),
        between=between_words(),
        n=_("Answers"),
        note=_("Remark"),
        missing=_("no answers"),
        few=_("fewer than 30 answers"),
        up=_("rise beyond noise"),
        down=_("fall beyond noise"),
    )


def distribution_picture(score: Score, told: str) -> Chart | None:
    """How often each score was given."""
    if score.n == 0:
        return None
    low, high = SCALES[score.metric]
    counts = [score.by_score.get(each, 0) for each in range(low, high + 1)]
    if score.metric != "nps":
        return _bars(score, counts, low, told)
    return in_two_widths(
        lambda width: distribution(
            counts,
            title=_("Answers by score"),
            description=told,
            labels=DistributionLabels(
                score=pgettext("any metric", "Score"),
                count=_("Answers"),
                share=_("Share"),
                group=_("Group"),
                detractors=_("Detractors"),
                passives=_("Passives"),
                promoters=_("Promoters"),
            ),
            width=width,
        )
    )


def _bars(score: Score, counts: Sequence[int], low: int, told: str) -> Chart:
    rows = [
        BarRow(
            str(low + place),
            100 * count / score.n,
            n=count,
            tone=_tone(sign_of(score.metric, low + place)),
        )
        for place, count in enumerate(counts)
    ]
    return in_two_widths(
        lambda width: bars(
            rows[::-1],
            title=_("Answers by score"),
            description=told,
            labels=BarLabels(
                row=pgettext("any metric", "Score"),
                value=_("Share"),
                interval=_("Interval"),
                between=between_words(),
                n=_("Answers"),
            ),
            width=width,
            write=lambda value: f"{value:.0f}%",
        )
    )


def _tone(sign: int) -> Tone:
    return "good" if sign > 0 else "bad" if sign < 0 else "quiet"


def forest_picture(rows: Sequence[ForestRow], total: Score, *, heading: str) -> Chart | None:
    """Groups side by side, with the total as a line."""
    if not rows or total.value is None:
        return None
    write = writer(total.metric)
    words = _("total %(score)s") % {"score": write(total.value)}
    return in_two_widths(
        lambda width: forest(
            rows,
            title=_("Score by %(field)s") % {"field": heading},
            description=_("The line is the total, %(score)s.") % {"score": write(total.value or 0)},
            labels=ForestLabels(
                row=heading,
                value=pgettext("any metric", "Score"),
                interval=_("Interval"),
                between=between_words(),
                n=_("Answers"),
                note=_("What may be said"),
                good=_("higher than the rest"),
                bad=_("lower than the rest"),
                quiet=_("cannot be told apart"),
            ),
            reference=total.value,
            reference_label=words,
            unit_range=RANGES[total.metric],
            width=width,
            write=write,
        )
    )
