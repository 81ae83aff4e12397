"""The charts of a report, with the words the chart builder needs."""

from datetime import date

from django.utils.translation import gettext as _

from emptychair.charts import (
    Chart,
    DistributionLabels,
    ForestLabels,
    ForestRow,
    Mark,
    TrendLabels,
    TrendPoint,
    distribution,
    forest,
    in_two_widths,
    trend,
)
from emptychair.report import wording as w
from emptychair.report.sentences import TOO_FEW_TO_RANK
from emptychair.report.types import Report, Segment

LONGEST_TREND = 36
TONES = {"lower": "bad", "higher": "good"}


def trend_chart(report: Report) -> Chart | None:
    """The score month by month with its band; None when there are not two months."""
    months = report.trend[-LONGEST_TREND:]
    if sum(month.score.n > 0 for month in months) < 2:
        return None
    points = [
        TrendPoint(
            label=w.month_of_axis(date.fromisoformat(f"{month.month}-01")),
            value=month.score.score,
            low=month.score.low,
            high=month.score.high,
            n=month.score.n,
            notable="up" if month.notable == "up" else "down" if month.notable == "down" else None,
        )
        for month in months
    ]
    positions = {month.month: position for position, month in enumerate(months)}
    marks = [
        Mark(positions[shift.since], shift.touchpoint)
        for shift in report.shifts[:3]
        if shift.since in positions
    ]
    last = next(month for month in reversed(months) if month.score.n)
    return in_two_widths(
        lambda width: trend(
            points,
            title=_("Score month by month"),
            description=_("Latest month %(month)s: %(score)s, %(n)s answers.")
            % {
                "month": w.month(date.fromisoformat(f"{last.month}-01")),
                "score": w.points(last.score.score or 0),
                "n": w.count(last.score.n),
            },
            labels=TrendLabels(
                period=_("Month"),
                value=_("Score"),
                interval=_("Interval"),
                between=_("%(low)s to %(high)s") % {"low": "{low}", "high": "{high}"},
                n=_("Answers"),
                note=_("Remark"),
                missing=_("no answers"),
                few=_("fewer than 30 answers"),
                up=_("rise beyond noise"),
                down=_("fall beyond noise"),
            ),
            marks=marks,
            width=width,
        )
    )


def distribution_chart(report: Report) -> Chart:
    """Answers by score."""
    low, high = report.cut_offs
    return in_two_widths(
        lambda width: distribution(
            report.distribution.counts,
            title=_("Answers by score"),
            description=report.distribution.sentence,
            labels=DistributionLabels(
                score=_("Score"),
                count=_("Answers"),
                share=_("Share"),
                group=_("Group"),
                detractors=_("Detractors"),
                passives=_("Passives"),
                promoters=_("Promoters"),
            ),
            groups=(low, high - 1),
            width=width,
        )
    )


def segment_chart(field: str, segments: list[Segment], report: Report) -> Chart:
    """The values of one column side by side, with the total as reference."""
    return in_two_widths(
        lambda width: forest(
            [_forest_row(segment) for segment in segments if segment.score.score is not None],
            title=_("Score by %(field)s") % {"field": field},
            description=_("The line is the total, %(score)s.")
            % {"score": w.points(report.nps.score or 0)},
            labels=ForestLabels(
                row=field,
                value=_("Score"),
                interval=_("Interval"),
                between=_("%(low)s to %(high)s") % {"low": "{low}", "high": "{high}"},
                n=_("Answers"),
                note=_("What may be said"),
                good=_("higher than the rest"),
                bad=_("lower than the rest"),
                quiet=_("cannot be told apart"),
            ),
            reference=report.nps.score,
            reference_label=_("total %(score)s") % {"score": w.points(report.nps.score or 0)},
            width=width,
        )
    )


def _forest_row(segment: Segment) -> ForestRow:
    score = segment.score
    if score.score is None or score.low is None or score.high is None:
        raise ValueError("A group without answers has no place in a chart of scores.")
    tone = TONES.get(segment.verdict, "quiet")
    return ForestRow(
        label=segment.name,
        value=score.score,
        low=score.low,
        high=score.high,
        n=score.n,
        tone="bad" if tone == "bad" else "good" if tone == "good" else "quiet",
        note=verdict_words(segment),
    )


def verdict_words(segment: Segment) -> str:
    """What may be said of a segment, in words."""
    return {
        "lower": _("lower than the rest"),
        "higher": _("higher than the rest"),
        "cannot-tell": _("cannot be told apart"),
        "too-few": _("too few to say (under %(n)s)") % {"n": TOO_FEW_TO_RANK},
    }[segment.verdict]
