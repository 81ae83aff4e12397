"""Figures as text: with their unit, their sign, and the months they are of."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from emptychair.charts import signed
from emptychair.kit.periods import Period, months_later
from emptychair.metrics.figures import FigureUnit, Reading
from emptychair.metrics.words import MINUS, month_words, writer
from emptychair.scorecard.types import Side, WarningRow


def number_words(unit: str, value: float | None, *, currency: str = "") -> str:
    """A value in its unit; a dash where there is none."""
    if value is None:
        return "–"
    if unit == FigureUnit.MONEY:
        return _money(value, currency)
    write = _WRITERS.get(FigureUnit(unit), _number)
    return write(value)


def limits_words(unit: str, reading: Reading, *, currency: str = "") -> str:
    """The interval, or nothing."""
    if reading.low is None or reading.high is None:
        return ""
    return between_words(unit, reading.low, reading.high, currency=currency)


def between_words(unit: str, low: float, high: float, *, currency: str = "") -> str:
    """From one value to another."""
    facts = {
        "low": number_words(unit, low, currency=currency),
        "high": number_words(unit, high, currency=currency),
    }
    return _("%(low)s to %(high)s") % facts


def difference_words(unit: str, value: float, *, currency: str = "") -> str:
    """A difference with its sign; of shares in percentage points."""
    if unit == FigureUnit.POINTS:
        return signed(value)
    sign = MINUS if value < 0 else "+"
    words = number_words(unit, abs(value), currency=currency)
    if unit == FigureUnit.PERCENT:
        words = _("%(points)s points") % {"points": words.removesuffix("%")}
    return f"{sign}{words}"


def moved_words(unit: str, moved: tuple[float, float, float], *, currency: str = "") -> str:
    """A difference with its limits: −9 (−14 to −4); of shares the unit stands once."""
    change = difference_words(unit, moved[0], currency=currency)
    low, high = (_limit_words(unit, value, currency) for value in moved[1:])
    return _("%(change)s (%(low)s to %(high)s)") % {"change": change, "low": low, "high": high}


def moved_limits(unit: str, low: float, high: float, *, currency: str = "") -> str:
    """The limits of a difference alone, for where they stand on a line of their own."""
    facts = {"low": _limit_words(unit, low, currency), "high": _limit_words(unit, high, currency)}
    return _("(%(low)s to %(high)s)") % facts


def _limit_words(unit: str, value: float, currency: str) -> str:
    """A limit beside its difference, as exact as that: of shares without the unit."""
    if unit == FigureUnit.PERCENT:
        return (MINUS if value < 0 else "+") + _plain(abs(value), 1)
    return difference_words(unit, value, currency=currency)


def ends_words(side: Side, *, currency: str = "") -> tuple[str, str]:
    """Before and after of one side of a warning, as exact as its change."""
    if places := _places(side):
        return signed(side.before or 0.0, places), signed(side.after or 0.0, places)
    was = number_words(side.unit, side.before, currency=currency)
    return was, number_words(side.unit, side.after, currency=currency)


def change_words(side: Side, *, currency: str = "") -> str:
    """The change of one side of a warning with its limits."""
    if places := _places(side):
        told = (signed(value, places) for value in (side.change, side.low, side.high))
        return _("%(change)s (%(low)s to %(high)s)") % dict(
            zip(("change", "low", "high"), told, strict=True)
        )
    return moved_words(side.unit, (side.change, side.low, side.high), currency=currency)


def _places(side: Side) -> int:
    """Decimals of points, none where these add up: −2 → −42 and −39 beside it would not."""
    before, after = side.before, side.after
    if side.unit != FigureUnit.POINTS or before is None or after is None:
        return 0

    def adds_up(places: int) -> bool:
        was, now, change = (_shown(value, places) for value in (before, after, side.change))
        return round(now - was - change, places) == 0

    return next((places for places in (0, 1) if adds_up(places)), 2)


def _shown(value: float, places: int) -> float:
    return float(signed(value, places).replace(MINUS, "-").replace(",", ""))


def span_words(first: date, end: date) -> str:
    """A run of whole months: 2026年8月〜10月, Aug to Oct 2026."""
    last = end - timedelta(days=1)
    if months_later(first, 1) == end:
        return month_words(first)
    if not (get_language() or "ja").startswith("ja"):
        begun = f"{first:%b}" if first.year == last.year else month_words(first)
        return f"{begun} to {month_words(last)}"
    ended = f"{last.month}月" if first.year == last.year else month_words(last)
    return f"{month_words(first)}〜{ended}"


def period_span_words(period: Period) -> str:
    """The same for a period."""
    return span_words(period.first, period.end)


def warning_title(row: WarningRow) -> str:
    """What a warning says, in one line."""
    facts = {"quick": row.quick.label, "customer": row.customer.label}
    return _("%(quick)s rose while %(customer)s fell") % facts


def _money(value: float, currency: str) -> str:
    amount = f"{abs(value):,.0f}"
    sign = {"JPY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}.get(currency)
    text = f"{sign}{amount}" if sign else f"{amount} {currency}".strip()
    if currency == "JPY" and (get_language() or "ja").startswith("ja"):
        text = f"{abs(value) / 10_000:,.0f}万円" if abs(value) >= 10_000 else f"{amount}円"
    return (MINUS if value < 0 else "") + text


def _plain(value: float, places: int) -> str:
    text = f"{abs(value):,.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return (MINUS if value < 0 and text.strip("0.,") else "") + text


def _number(value: float) -> str:
    size = abs(value)
    return _plain(value, 0 if size >= 10 else 1 if size >= 1 else 2 if size >= 0.1 else 4)


def _days(value: float) -> str:
    words = ngettext("%(days)s day", "%(days)s days", 1 if value == 1 else 2)
    return words % {"days": _number(value)}


_WRITERS: dict[FigureUnit, Callable[[float], str]] = {
    FigureUnit.POINTS: signed,
    FigureUnit.PERCENT: lambda value: f"{_plain(value, 1)}%",
    FigureUnit.MEAN: lambda value: _plain(value, 2),
    FigureUnit.HOURS: lambda value: _("%(hours)s h") % {"hours": _plain(value, 1)},
    FigureUnit.DAYS: _days,
}


def level_words(metric: str, value: float) -> str:
    """As the score it stands beside is written, with a decimal where it was published with one."""
    if metric == "nps":
        return signed(value, 0 if value.is_integer() else 1)
    return writer(metric)(value)
