"""Days, weeks, months and fiscal years as the workspace lives them, in its own time zone.

A UTC day cuts a Japanese one in two, so every period here is a run of local days, and turns into
moments only at its edges.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of local days, from `first` up to, not including, `end`."""

    first: date
    end: date

    def __post_init__(self) -> None:
        """Refuse an empty or reversed run."""
        if self.end <= self.first:
            raise ValueError(f"A period ends after it begins, not {self.first} to {self.end}.")

    def __contains__(self, day: date) -> bool:
        """Whether the local day lies inside."""
        return self.first <= day < self.end

    @property
    def last(self) -> date:
        """The last day inside."""
        return self.end - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many local days it has."""
        return (self.end - self.first).days

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From when (included) to when (excluded) it lasts, in UTC."""
        return start_of_day(self.first, zone), start_of_day(self.end, zone)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a local day, in UTC.

    Where summer time begins at midnight the day starts at one o'clock: the local midnight that does
    not exist is read with the offset from before the change, which is the same moment.
    """
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The day on which a moment falls for people in this zone.

    Raises `ValueError` for a moment without an offset, since it would be a guess.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone; give it one before asking for its day.")
    return moment.astimezone(zone).date()


def day_of(day: date) -> Period:
    """One local day."""
    return Period(day, day + timedelta(days=1))


def week_of(day: date) -> Period:
    """The week from Monday to Sunday (ISO 8601) that holds the day."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=7))


def month_of(day: date) -> Period:
    """The calendar month that holds the day."""
    first = day.replace(day=1)
    return Period(first, months_later(first, 1))


def fiscal_year_of(day: date, *, first_month: int) -> Period:
    """The fiscal year that holds the day; `first_month` is 4 for most companies in Japan."""
    if not 1 <= first_month <= 12:
        raise ValueError(f"A fiscal year begins in month 1 to 12, not {first_month}.")
    year = day.year if day.month >= first_month else day.year - 1
    return Period(date(year, first_month, 1), date(year + 1, first_month, 1))


def fiscal_quarter_of(day: date, *, first_month: int) -> Period:
    """The quarter of the fiscal year that holds the day."""
    year = fiscal_year_of(day, first_month=first_month)
    passed = (day.year - year.first.year) * 12 + day.month - year.first.month
    first = months_later(year.first, passed // 3 * 3)
    return Period(first, months_later(first, 3))


def months_later(first: date, months: int) -> date:
    """The first day of the month that lies so many months after, or before, that of `first`."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def whole_months(period: Period) -> Period | None:
    """The months that lie in a period from their first day to their last."""
    first = month_of(period.first).first
    if first < period.first:
        first = months_later(first, 1)
    end = month_of(period.end).first
    return Period(first, end) if first < end else None


def months_between(first: date, end: date) -> list[Period]:
    """Every calendar month that has a day from `first` up to, not including, `end`."""
    found, month = [], month_of(first)
    while month.first < end:
        found.append(month)
        month = month_of(month.end)
    return found
