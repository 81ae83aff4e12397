"""The monthly score of a touchpoint with the initiative marked, and what may be said of it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.charts import (
    Chart,
    Mark,
    TrendLabels,
    TrendPoint,
    in_two_widths,
    plain,
    signed,
    trend,
)
from emptychair.kit.periods import Period, month_of, months_between, months_later
from emptychair.metrics.queries.scores import compare_periods, score_by_month
from emptychair.metrics.rules.scoring import RANGES
from emptychair.surveys.types import Metric

if TYPE_CHECKING:
    from emptychair.loop.models import Initiative
    from emptychair.metrics.types import Change

MONTHS = 12
BESIDE = 3  # months before and after that are compared


@dataclass(frozen=True, slots=True)
class Proof:
    """The drawing, if there is anything to draw, and an honest sentence."""

    chart: Chart | None
    say: str


def proof_of(access: Access, initiative: "Initiative", *, today: date) -> Proof | None:
    """What the numbers say about an initiative; nothing for who may not see scores."""
    if not access.may(Permission.SCORE_READ):
        return None
    last = month_of(today)
    period = Period(months_later(last.first, 1 - MONTHS), last.end)
    months = score_by_month(
        access, initiative.metric, period, touchpoint_id=initiative.touchpoint_id
    )
    points = [
        TrendPoint(
            label=f"{one.first:%Y-%m}",
            value=one.score.value,
            low=one.score.low,
            high=one.score.high,
            n=one.score.n,
            notable=one.notable,
        )
        for one in months
    ]
    say = _say(access, initiative, today)
    if not any(point.value is not None for point in points):
        return Proof(None, _("Nobody has answered here yet, so there is no line to look at."))
    return Proof(_drawn(initiative, points, period, say), say)


def _drawn(initiative: "Initiative", points: list[TrendPoint], period: Period, say: str) -> Chart:
    firsts = [month.first for month in months_between(period.first, period.end)]
    done = initiative.completed_on
    marks = []
    if done and done in period:
        marks = [Mark(firsts.index(month_of(done).first), initiative.title[:24])]
    name = initiative.touchpoint.name if initiative.touchpoint else _("the whole company")
    words = {"metric": Metric(initiative.metric).label, "name": name}
    return in_two_widths(
        lambda width: trend(
            points,
            title=_("%(metric)s of %(name)s, month by month") % words,
            description=say,
            labels=_labels(initiative.metric),
            marks=marks,
            unit_range=RANGES.get(initiative.metric, RANGES["nps"]),
            write=signed if initiative.metric == "nps" else plain,
            width=width,
        ),
        wide=640,
    )


def _say(access: Access, initiative: "Initiative", today: date) -> str:
    done = initiative.completed_on
    if done is None:
        return _("It is not done yet. From the day it is, this page shows before and after.")
    before = Period(months_later(month_of(done).first, -BESIDE), month_of(done).first)
    after = Period(month_of(done).end, months_later(month_of(done).end, BESIDE))
    if after.first > today:
        return _("It was done this month. Wait for a whole month before you compare.")
    change = compare_periods(
        access, initiative.metric, before, after, touchpoint_id=initiative.touchpoint_id
    )
    no_cause = _(
        "A comparison of before and after cannot tell the cause: other things changed as well."
    )
    return f"{_change_words(change)} {no_cause}"


def _change_words(change: "Change | None") -> str:
    if change is None:
        return _("Too few answers before or after to say anything.")
    words = {
        "estimate": signed(change.estimate),
        "low": signed(change.low),
        "high": signed(change.high),
    }
    if change.is_told:
        return (
            _(
                "In the three months after, the score moved by %(estimate)s "
                "(between %(low)s and %(high)s) against the three months before: more than noise."
            )
            % words
        )
    return (
        _(
            "In the three months after, the score moved by %(estimate)s "
            "(between %(low)s and %(high)s): inside the noise, so it cannot be told yet."
        )
        % words
    )


def _labels(metric: str) -> TrendLabels:
    return TrendLabels(
        period=_("Month"),
        value=str(Metric(metric).label),
        interval=_("Interval"),
        between=_("{low} to {high}"),
        n=_("Answers"),
        note=pgettext("table", "Note"),
        missing=_("nobody answered"),
        few=_("too few to say"),
        up=_("up, more than noise"),
        down=_("down, more than noise"),
    )
