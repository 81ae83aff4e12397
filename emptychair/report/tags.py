"""Template filters that write numbers and days the way the sentences do."""

from datetime import date

from django import template

from emptychair.report import wording as w
from emptychair.report.pictures import verdict_words
from emptychair.report.types import Segment

register = template.Library()


@register.filter
def points(value: float, digits: int = 0) -> str:
    """A score with its sign."""
    return w.points(value, digits)


@register.filter
def interval(low: float, high: float) -> str:
    """Two limits."""
    return w.interval(low, high)


@register.filter
def interval1(low: float, high: float) -> str:
    """Two limits with one decimal."""
    return w.interval(low, high, 1)


@register.filter
def count(value: int) -> str:
    """A whole number with separators."""
    return w.count(value)


@register.filter
def share(value: float) -> str:
    """A share as a percentage."""
    return w.share(value)


@register.filter
def money(value: float) -> str:
    """An amount."""
    return w.money(value)


@register.filter
def day(value: str) -> str:
    """An ISO date as people write it."""
    return w.day(date.fromisoformat(value))


@register.filter
def short_day(value: str) -> str:
    """An ISO date with its weekday."""
    return w.short_day(date.fromisoformat(value))


@register.filter
def verdict(segment: Segment) -> str:
    """What may be said of a segment."""
    return verdict_words(segment)
