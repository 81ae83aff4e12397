"""What measures, dimensions and their values are called."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from emptychair.explore.types import ANSWERS, RATE, Figure
from emptychair.metrics.words import band_words, day_words, month_words, points_words, writer
from emptychair.surveys.types import Metric

LANGUAGES = {"ja": "日本語", "en": "English"}


def measure_words(measure: str) -> str:
    """What is measured."""
    if measure == ANSWERS:
        return _("Number of answers")
    return _("Response rate") if measure == RATE else str(Metric(measure).label)


def dimension_words(name: str) -> str:
    """What a dimension of answers is called; those of customers bring their own words."""
    return {
        "touchpoint": _("Touchpoint"),
        "stage": _("Stage"),
        "journey": _("Journey"),
        "team": _("Team"),
        "segment": pgettext("of answers", "Segment"),
        "group": _("Saved segment"),
        "language": pgettext("of answers", "Language"),
        "channel": _("Channel"),
        "survey": _("Survey"),
        "source": pgettext("of answers", "Source"),
        "measured": _("Metric"),
        "band": pgettext("of answers", "Group by score"),
        "score": pgettext("answer", "Score"),
        "day": _("Day"),
        "week": _("Week"),
        "month": _("Month"),
        "quarter": _("Quarter"),
        "fiscal_quarter": _("Quarter of the fiscal year"),
        "year": _("Year"),
        "weekday": _("Day of the week"),
        "region": _("Region"),
        "plan": _("Plan"),
        "tag": _("Tag"),
    }[name]


def part_words(name: str, first: date, *, first_month: int = 1) -> str:
    """A day, week, month, quarter or year by its first day."""
    if name == "month":
        return month_words(first)
    if name == "year":
        return _("%(year)s as a year") % {"year": first.year}
    if name == "fiscal_quarter":
        return _fiscal_quarter(first, first_month)
    if name == "quarter":
        return _("%(year)s Q%(quarter)s") % {
            "year": first.year,
            "quarter": (first.month - 1) // 3 + 1,
        }
    day = day_words(first)
    return _("week of %(day)s") % {"day": day} if name == "week" else day


def _fiscal_quarter(first: date, first_month: int) -> str:
    year = first.year if first.month >= first_month else first.year - 1
    quarter = ((first.month - first_month) % 12) // 3 + 1
    return _("FY%(year)s Q%(quarter)s") % {"year": year, "quarter": quarter}


def weekday_words(day: int) -> str:
    """A day of the week; 0 is Monday."""
    monday = date(2026, 11, 2)
    if (get_language() or "ja").startswith("ja"):
        return "月火水木金土日"[day] + "曜日"
    return f"{monday + timedelta(days=day):%A}"


def band_name(metric: str, token: str) -> str:
    """Good, middle and bad answers as this metric calls them."""
    place = ("good", "middle", "bad").index(token)
    named = band_words(metric)[place] if metric not in {ANSWERS, RATE} else ""
    return named or (_("high"), pgettext("answers", "middle"), _("low"))[place]


def figure_words(shows: str, metric: str, figure: Figure) -> str:
    """The figure as people read it, or a dash."""
    if figure.value is None:
        return "–"
    return write(shows, metric)(figure.value)


def write(shows: str, metric: str) -> Callable[[float], str]:
    """How values of this measure are written."""
    if shows == "count":
        return lambda value: f"{value:,.0f}"
    return (lambda value: f"{value:.0f}%") if shows == "rate" else writer(metric)


def change_words(shows: str, metric: str, value: float) -> str:
    """A difference with its sign."""
    return points_words("csat" if shows == "rate" else metric, value)


def joined(*sentences: str) -> str:
    """Sentences one after the other; Japanese puts no space between them."""
    between = "" if (get_language() or "ja").startswith("ja") else " "
    return between.join(one for one in sentences if one)
