"""Scores, months and days as text: NPS with its sign, CSAT in percent, CES with one decimal."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from emptychair.charts import signed
from emptychair.kit.periods import Period, month_of
from emptychair.metrics.rules.scoring import UNITS
from emptychair.metrics.types import Score
from emptychair.surveys.choices import choice_words

MINUS = "\u2212"


def writer(metric: str) -> Callable[[float], str]:
    """How a value of this metric is written."""
    if UNITS[metric] == "points":
        return signed
    return _percent if UNITS[metric] == "percent" else _tenths


def value_words(score: Score) -> str:
    """The score, or a dash."""
    return "–" if score.value is None else writer(score.metric)(score.value)


def interval_words(score: Score) -> str:
    """Its interval, or nothing."""
    if score.low is None or score.high is None:
        return ""
    write = writer(score.metric)
    return _("%(low)s to %(high)s") % {"low": write(score.low), "high": write(score.high)}


def points_words(metric: str, value: float) -> str:
    """A difference with its sign, in the unit of the metric."""
    if UNITS[metric] == "mean":
        return ("+" if value >= 0.05 else MINUS if value <= -0.05 else "") + f"{abs(value):.1f}"
    return signed(value)


def month_words(day: date) -> str:
    """The month of a day: 2026年10月, Oct 2026."""
    return f"{day.year}年{day.month}月" if _in_japanese() else f"{day:%b} {day.year}"


def short_month_words(day: date) -> str:
    """The month of a day where there is little room, as below an axis: 25/10, Oct 25."""
    return f"{day:%y}/{day.month}" if _in_japanese() else f"{day:%b %y}"


def day_words(day: date) -> str:
    """A day with its year: 2026年10月3日, 3 Oct 2026."""
    if _in_japanese():
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {day:%b} {day.year}"


def period_words(period: Period) -> str:
    """Its first and last day, as short as a heading wants them."""
    if period == month_of(period.first):
        return month_words(period.first)
    facts = {"first": day_words(period.first), "last": day_words(period.last)}
    return _("%(first)s to %(last)s") % facts


def _in_japanese() -> bool:
    return (get_language() or "ja").startswith("ja")


def _percent(value: float) -> str:
    return f"{value:.0f}%"


def _tenths(value: float) -> str:
    return f"{value:.1f}"


def level_words(metric: str) -> str:
    """What the number of this metric is, as a heading."""
    named = {
        "nps": _("Net Promoter Score"),
        "csat": _("Customer satisfaction: share of 4 and 5"),
        "ces": _("Customer effort: mean of 1 to 7"),
        "csat3": _("Customer satisfaction: share of 3 on a scale of three"),
        "csat7": _("Customer satisfaction: share of 6 and 7 on a scale of seven"),
        "ces5": _("Customer effort: share of 4 and 5"),
        "pmf": _("Must-have: share who would be very disappointed without it"),
        "thumbs": _("Thumbs: share of thumbs up"),
    }
    return named[metric]


def answer_words(metric: str, score: int) -> str:
    """A single answer beside what was said: its number, or what was chosen where a number says
    nothing.
    """
    return choice_words(metric, score) or str(score)


def band_words(metric: str) -> tuple[str, str, str]:
    """What good, middle and bad answers are called; empty where there is no such group."""
    satisfied = (_("Satisfied"), _("Neither"), _("Dissatisfied"))
    named = {
        "nps": (_("Promoters"), _("Passives"), _("Detractors")),
        "csat": satisfied,
        "csat3": satisfied,
        "csat7": satisfied,
        "ces": (_("Easy"), "", _("Not easy")),
        "ces5": (_("Easy"), _("Neither"), _("Not easy")),
        "pmf": (_("Very disappointed"), _("Somewhat disappointed"), _("Not disappointed")),
        "thumbs": (_("Thumbs up"), "", _("Thumbs down")),
    }
    return named[metric]
