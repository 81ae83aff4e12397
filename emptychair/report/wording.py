"""How numbers, dates and people are written inside a sentence, in the language in force."""

from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

MINUS = "\u2212"
NO_BREAK = "\u00a0"


def is_japanese() -> bool:
    """Whether the report is being written in Japanese."""
    return (get_language() or "en").startswith("ja")


def points(value: float, digits: int = 0) -> str:
    """A score or an effect with its sign, `+19`, `−6.2`, `0`."""
    rounded = round(value, digits)
    if rounded == 0:
        return f"{0:.{digits}f}"
    return f"{'+' if rounded > 0 else MINUS}{abs(rounded):,.{digits}f}"


def size(value: float, digits: int = 0) -> str:
    """A distance between two scores, without a sign."""
    return f"{abs(value):,.{digits}f}"


def interval(low: float, high: float, digits: int = 0) -> str:
    """Two limits, `−6 to +42` or `−6 〜 +42`."""
    text = _("%(low)s to %(high)s") % {"low": points(low, digits), "high": points(high, digits)}
    return text.replace(" ", NO_BREAK)


def count(value: int) -> str:
    """A whole number with thousands separators."""
    return f"{value:,}"


def share(value: float) -> str:
    """A share as a whole percentage; what is small but not nothing is said to be under 1%."""
    if 0 < value < 0.01:
        return _("under 1%%") % {}
    return f"{value * 100:.0f}%"


def money(value: float) -> str:
    """An amount in the currency of the file, which the file does not name."""
    return f"{value:,.0f}"


def day(value: date | datetime) -> str:
    """A day as people write it: 2026年10月3日, 3 October 2026."""
    if is_japanese():
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {value:%B} {value.year}"


def short_day(value: date | datetime) -> str:
    """A day with its weekday and without the year: 10月3日（土）, Sat 3 Oct."""
    if is_japanese():
        return f"{value.month}月{value.day}日（{'月火水木金土日'[value.weekday()]}）"
    return f"{value:%a} {value.day} {value:%b}"


def month(value: date | datetime) -> str:
    """A month: 2026年10月, October 2026."""
    return f"{value.year}年{value.month}月" if is_japanese() else f"{value:%B} {value.year}"


def month_of_axis(value: date | datetime) -> str:
    """A month as short as an axis wants it: 2026年10月, Oct 2026."""
    return f"{value.year}年{value.month}月" if is_japanese() else f"{value:%b} {value.year}"


def joined(*sentences: str) -> str:
    """Sentences one after the other; Japanese puts no space between them."""
    return ("" if is_japanese() else " ").join(part for part in sentences if part)


def span(first: date | datetime, last: date | datetime) -> str:
    """A stretch of time with both its days."""
    return _("%(first)s to %(last)s") % {"first": day(first), "last": day(last)}


def quoted(text: str) -> str:
    """Somebody's words in the quotation marks of the language."""
    return f"「{text}」" if is_japanese() else f"\u201c{text}\u201d"
