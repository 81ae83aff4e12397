from dataclasses import dataclass, field
from datetime import date, timedelta

MONTHS = 36
BEFORE = 900  # days before the window on which somebody may have joined


@dataclass(frozen=True)
class Days:
    """The thirty-six calendar months that end with `until`; a day is its number from the first."""

    until: date
    start: date = field(init=False)
    last: int = field(init=False)
    _texts: tuple[str, ...] = field(init=False, repr=False)
    _months: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        start = _months_back(self.until, MONTHS - 1)
        last = (self.until - start).days
        span = [start + timedelta(days=day) for day in range(-BEFORE, last + 1)]
        months = tuple((day.year - start.year) * 12 + day.month - start.month for day in span)
        for name, value in (
            ("start", start),
            ("last", last),
            ("_texts", tuple(day.isoformat() for day in span)),
            ("_months", months),
        ):
            object.__setattr__(self, name, value)

    def text(self, day: int) -> str:
        """The day as ISO 8601 text."""
        return self._texts[day + BEFORE]

    def month(self, day: int) -> int:
        """Which month of the window the day is in: 0 to 35, negative before it."""
        return self._months[day + BEFORE]

    def month_of_year(self, day: int) -> int:
        return int(self._texts[day + BEFORE][5:7])

    def first_of(self, month: int) -> int:
        """The first day of a month of the window; month 36 is the day after the window's end."""
        if month >= MONTHS:
            return self.last + 1
        whole = self.start.year * 12 + self.start.month - 1 + month
        return (date(whole // 12, whole % 12 + 1, 1) - self.start).days

    def is_weekend(self, day: int) -> bool:
        return (day + self.start.weekday()) % 7 >= 5


def _months_back(day: date, count: int) -> date:
    whole = day.year * 12 + day.month - 1 - count
    return date(whole // 12, whole % 12 + 1, 1)
