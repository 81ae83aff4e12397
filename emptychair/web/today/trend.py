"""The score month by month, with what we did marked on it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.charts import Chart, Mark, TrendLabels, TrendPoint, trend
from emptychair.loop.queries import completed_initiatives
from emptychair.metrics.types import MonthScore
from emptychair.web.ui.words import MONTHS_EN, in_japanese

FEWEST_MONTHS = 2
MOST_MARKS = 3
WIDTH, HEIGHT = 340, 170


def trend_of(access: Access, months: Sequence[MonthScore]) -> Chart | None:
    """The drawing; nothing before there are two months with answers."""
    first = next((at for at, month in enumerate(months) if month.score.n), len(months))
    shown = list(months[first:])
    if sum(1 for month in shown if month.score.n) < FEWEST_MONTHS:
        return None
    return trend(
        [_point(month) for month in shown],
        title=_("Net Promoter Score by month"),
        description=_("With what we changed marked on it"),
        labels=_labels(),
        marks=_marks(access, shown),
        width=WIDTH,
        height=HEIGHT,
    )


def _point(month: MonthScore) -> TrendPoint:
    score = month.score
    return TrendPoint(
        _month_words(month), score.value, score.low, score.high, score.n, month.notable
    )


def _month_words(month: MonthScore) -> str:
    first = month.first
    if in_japanese():
        return f"{first.year}年{first.month}月"
    return f"{MONTHS_EN[first.month - 1]} {first.year}"


def _marks(access: Access, months: Sequence[MonthScore]) -> list[Mark]:
    if not access.may(Permission.INITIATIVE_READ):
        return []
    places = {month.first: at for at, month in enumerate(months)}
    done = completed_initiatives(access, since=months[0].first)
    found = [
        Mark(places[day.replace(day=1)], one.title)
        for one in done
        if (day := one.completed_on) and day.replace(day=1) in places
    ]
    return found[-MOST_MARKS:]


def _labels() -> TrendLabels:
    return TrendLabels(
        period=_("Month"),
        value=_("NPS"),
        interval=_("between"),
        between=_("{low} to {high}"),
        n="n",
        note=pgettext("table", "Note"),
        missing=_("no answers"),
        few=_("few answers"),
        up=_("higher than before"),
        down=_("lower than before"),
    )
