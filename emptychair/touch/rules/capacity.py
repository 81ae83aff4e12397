"""Hours needed against hours there."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta

from emptychair.kit.periods import Period

YEAR = 365.0


def hours_needed(by_tier: Mapping[str, int], hours: Mapping[str, float], days: int) -> float:
    """What so many customers of each tier take in so many days."""
    return sum(n * hours.get(tier, 0.0) for tier, n in by_tier.items()) * days / YEAR


def hours_there(weekly: float, work_days: Collection[int], days_worked: int) -> float:
    """What somebody with so many hours a week has on so many working days."""
    return weekly / max(1, len(work_days)) * days_worked


def days_worked(
    period: Period, work_days: Collection[int], is_off: Callable[[date], bool]
) -> tuple[int, int]:
    """Working days of a period that are worked, and those that are off."""
    days = [period.first + timedelta(days=number) for number in range(period.days)]
    usual = [day for day in days if day.weekday() in work_days]
    off = sum(is_off(day) for day in usual)
    return len(usual) - off, off
