"""Times of day in the five fields of cron: minute, hour, day of month, month, day of week."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

_FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("weekday", 0, 7))
_FARTHEST = 8 * 366 + 1  # days; 29 February may be eight years away


@dataclass(frozen=True, slots=True)
class Cron:
    """When something is due. Numbers, `*`, lists, ranges and steps; Sunday is 0 or 7."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    any_day: bool
    any_weekday: bool
    text: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `10 3 * * 1-5`. Raises `ValueError` that says which field is wrong."""
        parts = text.split()
        if len(parts) != len(_FIELDS):
            raise ValueError(f"{text!r} needs five fields: minute hour day month weekday.")
        minutes, hours, days, months, weekdays = (
            _numbers(part, *field) for part, field in zip(parts, _FIELDS, strict=True)
        )
        return cls(
            tuple(sorted(minutes)),
            tuple(sorted(hours)),
            frozenset(days),
            frozenset(months),
            frozenset(day % 7 for day in weekdays),
            parts[2].startswith("*"),
            parts[4].startswith("*"),
            text,
        )

    def latest(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """The last due time that is not after `now`, in the zone; nothing within eight years."""
        local = now.astimezone(zone)
        for back in range(_FARTHEST):
            day = local.date() - timedelta(days=back)
            if not self._falls_on(day):
                continue
            for hour in reversed(self.hours):
                for minute in reversed(self.minutes):
                    due = datetime.combine(day, time(hour, minute), tzinfo=zone)
                    if due <= now:
                        return due
        return None

    def _falls_on(self, day: date) -> bool:
        """As cron has it: where both kinds of day are limited, one of them is enough."""
        if day.month not in self.months:
            return False
        by_day, by_weekday = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        if self.any_day or self.any_weekday:
            return by_day and by_weekday
        return by_day or by_weekday


def _numbers(part: str, name: str, low: int, high: int) -> set[int]:
    found: set[int] = set()
    for piece in part.split(","):
        span, _, step = piece.partition("/")
        first, _, last = span.partition("-")
        try:
            start = low if span == "*" else int(first)
            end = high if span == "*" or (step and not last) else int(last or first)
            numbers = range(start, end + 1, int(step or 1))
        except ValueError:
            raise ValueError(
                f"The {name} {piece!r} is not cron: write 5, 1-5, */10 or *."
            ) from None
        if start < low or end > high or not numbers:
            raise ValueError(f"The {name} {piece!r} must lie within {low} to {high}.")
        found.update(numbers)
    return found
