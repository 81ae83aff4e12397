"""What measures, dimensions and their values are called."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from emptychair.explore.types import (
    ANSWERS,
    CASES,
    CHURN,
    CUSTOMERS,
    FIRST_ANSWER,
    GRR,
    MRR,
    NRR,
    OF_CASES,
    OF_CONTRACTS,
    OVERDUE,
    RATE,
    SHOWS,
    Figure,
    Table,
)
from emptychair.metrics.words import MINUS, band_words, day_words, month_words, points_words, writer
from emptychair.surveys.types import Metric

MAN = 10_000  # 万
LANGUAGES = {"ja": "日本語", "en": "English"}


def measure_words(measure: str) -> str:
    """What is measured."""
    named = {
        ANSWERS: _("Number of answers"),
        RATE: _("Response rate"),
        CUSTOMERS: _("Customers with a running contract"),
        MRR: _("Monthly recurring revenue (MRR)"),
        CHURN: pgettext("measure", "Customers lost"),
        GRR: _("Revenue retention, gross (GRR)"),
        NRR: _("Revenue retention, net (NRR)"),
        CASES: _("Cases opened"),
        FIRST_ANSWER: _("Time to the first answer"),
        OVERDUE: _("Answered too late"),
    }
    return named.get(measure) or str(Metric(measure).label)


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
        "owner": pgettext("of cases", "Owner"),
        "kind": pgettext("of cases", "Kind"),
        "urgency": _("Urgency"),
        "cause": _("Root cause"),
        "outcome": _("Outcome"),
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
    named = "" if metric == ANSWERS or metric in SHOWS else band_words(metric)[place]
    return named or (_("high"), pgettext("answers", "middle"), _("low"))[place]


def figure_words(table: Table, figure: Figure) -> str:
    """The figure as people read it, or a dash."""
    return "–" if figure.value is None else write(table)(figure.value)


def write(table: Table) -> Callable[[float], str]:
    """How values of this table are written."""
    known: dict[str, Callable[[float], str]] = {
        "count": lambda value: f"{value:,.0f}",
        "rate": lambda value: f"{value:.0f}%",
        "share": lambda value: f"{value:.1f}%",
        "kept": lambda value: f"{value:.1f}%",
        "money": lambda value: money_words(value, table.currency),
        "hours": lambda value: _("%(hours)s h") % {"hours": f"{value:,.1f}"},
    }
    return known.get(table.shows) or writer(table.question.measure)


def change_words(table: Table, value: float) -> str:
    """A difference with its sign."""
    if table.shows in {"share", "kept"}:
        return _signed(value, f"{abs(value):.1f}")
    if table.shows == "count":
        return _signed(value, f"{abs(value):,.0f}")
    if table.shows == "hours":
        return _signed(value, write(table)(abs(value)))
    if table.shows == "money":
        return _signed(value, money_words(abs(value), table.currency))
    return points_words("csat" if table.shows == "rate" else table.question.measure, value)


def money_words(value: float, currency: str) -> str:
    """162.3万円, ¥1,623,200; whole units, since nobody decides by cents."""
    minus, size = (MINUS if round(value) < 0 else ""), abs(round(value))
    if currency == "JPY" and (get_language() or "ja").startswith("ja"):
        tens = f"{size / MAN:,.{0 if size >= 100 * MAN else 1}f}".removesuffix(".0")
        return f"{minus}{tens}万円" if size >= MAN else f"{minus}{size:,}円"
    sign = {"JPY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}.get(currency)
    return f"{minus}{sign}{size:,}" if sign else f"{minus}{size:,} {currency}".rstrip()


def _signed(value: float, words: str) -> str:
    is_nothing = not any(one in "123456789" for one in words)
    return words if is_nothing else ("+" if value > 0 else MINUS) + words


def number_words(measure: str) -> str:
    """What stands behind a figure, as a head of a column."""
    if measure in OF_CONTRACTS:
        return _("Customers")
    if measure in OF_CASES:
        return _("Cases")
    return _("Invitations") if measure == RATE else _("Answers")


def few_words(measure: str) -> str:
    """What it means that a figure is grey."""
    if measure in OF_CASES:
        return _("fewer than 30 cases")
    return _("fewer than 30 customers") if measure in OF_CONTRACTS else _("fewer than 30 answers")


def missing_words(measure: str) -> str:
    """Where there is no figure."""
    if measure in OF_CASES:
        return _("no cases")
    return _("no customers") if measure in OF_CONTRACTS else _("no answers")


def most_words(measure: str) -> str:
    """Which lines are drawn where there are many."""
    if measure in OF_CONTRACTS:
        return _("The lines with the most customers.")
    if measure in OF_CASES:
        return _("The lines with the most cases.")
    return _("The lines with the most answers.")


def joined(*sentences: str) -> str:
    """Sentences one after the other; Japanese puts no space between them."""
    between = "" if (get_language() or "ja").startswith("ja") else " "
    return between.join(one for one in sentences if one)
