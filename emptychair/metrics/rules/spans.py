"""Which other days belong to a period: those before it, and the months to show around it."""

from datetime import date, timedelta

from emptychair.kit.periods import Period, month_of, months_later

LONGEST_TREND = 13  # months: a year and the same month a year ago


def period_before(period: Period) -> Period:
    """The run of days of the same length just before."""
    return Period(period.first - timedelta(days=period.days), period.first)


def year_before(period: Period) -> Period:
    """The same days a year ago, or those just before where that would overlap."""
    earlier = Period(_a_year_ago(period.first, 28), _a_year_ago(period.end, 29))
    return earlier if earlier.end <= period.first else period_before(period)


def _a_year_ago(day: date, instead: int) -> date:
    """The same date; for a 29 February so many days after 31 January."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 1, 31) + timedelta(days=instead)
    return day.replace(year=day.year - 1)


def trend_period(period: Period) -> Period:
    """The months to show: those of the period, and at least a year and the month before it."""
    last = month_of(period.last)
    first = min(month_of(period.first).first, months_later(last.first, 1 - LONGEST_TREND))
    return Period(first, period.end)
