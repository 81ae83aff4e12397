"""When a message may leave: hours, days of the week, public holidays, and quiet spans of the year.

All in the time zone of whoever gets it. A mail waits silently until it is read; a telephone rings,
so it has hours of its own.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

RINGING = frozenset({"sms", "line"})
_LONGEST_SEARCH = 400  # days
_SPAN = re.compile(r"(\d{1,2})[-/](\d{1,2})\s*(?:-|–|~|〜|to|から)\s*(\d{1,2})[-/](\d{1,2})")
YearDay = tuple[int, int]  # month and day


@dataclass(frozen=True, slots=True, kw_only=True)
class SendHours:
    """What a workspace says about its sending hours; the same in every customer's zone."""

    mail_from: time = time(5)
    mail_to: time = time(21)
    phone_from: time = time(9)
    phone_to: time = time(20)
    every_day: bool = False  # also on days on which the workspace does not work
    on_holidays: bool = False
    quiet: tuple[tuple[YearDay, YearDay], ...] = ()  # spans that come each year, both days included

    @classmethod
    def from_settings(cls, stored: Mapping[str, Any]) -> "SendHours":
        """The hours of a workspace; what is missing or no time is as usual."""
        usual = cls()
        hours = {
            name: _time(stored.get(name), getattr(usual, name))
            for name in ("mail_from", "mail_to", "phone_from", "phone_to")
        }
        return cls(
            **hours,
            every_day=stored.get("every_day") is True,
            on_holidays=stored.get("on_holidays") is True,
            quiet=quiet_spans(str(stored.get("quiet", ""))),
        )

    def of_channel(self, channel: str) -> tuple[time, time]:
        """From when to when messages of this channel leave."""
        if channel in RINGING:
            return self.phone_from, self.phone_to
        return self.mail_from, self.mail_to


@dataclass(frozen=True, slots=True, kw_only=True)
class SendWindow:
    """When one person may be sent something."""

    zone: ZoneInfo
    opens: time
    closes: time
    days: frozenset[int] = frozenset(range(7))  # 0 is Monday
    days_off: Container[date] = field(default_factory=frozenset)
    quiet: tuple[tuple[YearDay, YearDay], ...] = ()

    def is_open_on(self, day: date) -> bool:
        """Whether anything leaves on this day."""
        if day.weekday() not in self.days or day in self.days_off:
            return False
        return not any(_inside((day.month, day.day), span) for span in self.quiet)


def next_moment(window: SendWindow, now: datetime) -> datetime:
    """The first moment from `now` on at which something may leave, in UTC.

    A window that never opens holds nothing back: better at an odd hour than never.
    """
    first = now.astimezone(window.zone).date()
    for offset in range(_LONGEST_SEARCH):
        day = first + timedelta(days=offset)
        if not window.is_open_on(day):
            continue
        opens = datetime.combine(day, window.opens, tzinfo=window.zone).astimezone(UTC)
        closes = datetime.combine(day, window.closes, tzinfo=window.zone).astimezone(UTC)
        if max(opens, now) < closes:
            return max(opens, now).astimezone(UTC)
    return now.astimezone(UTC)


def quiet_spans(text: str) -> tuple[tuple[YearDay, YearDay], ...]:
    """Spans as people write them: `12/29-1/3, 8/13-8/16`. What is no day is left out."""
    found = []
    for match in _SPAN.finditer(text):
        a, b, c, d = (int(part) for part in match.groups())
        if _is_day(a, b) and _is_day(c, d):
            found.append(((a, b), (c, d)))
    return tuple(found)


def written_spans(spans: tuple[tuple[YearDay, YearDay], ...]) -> str:
    """The spans as `quiet_spans` reads them."""
    return ", ".join(f"{a}/{b}-{c}/{d}" for (a, b), (c, d) in spans)


def _inside(day: YearDay, span: tuple[YearDay, YearDay]) -> bool:
    first, last = span
    if first <= last:
        return first <= day <= last
    return day >= first or day <= last  # over the new year


def _is_day(month: int, day: int) -> bool:
    try:
        date(2024, month, day)  # a leap year
    except ValueError:
        return False
    return True


def _time(found: Any, usual: time) -> time:
    try:
        return time.fromisoformat(str(found))
    except ValueError:
        return usual
