"""Dates and times as people and tools write them, as seconds of the clock that was written."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from emptychair.sheets.types import DateOrder

DAY: Final = 86_400
_EPOCH: Final = date(1970, 1, 1).toordinal()
_EXCEL_EPOCH: Final = date(1899, 12, 30).toordinal() - _EPOCH
_ERAS: Final = {
    "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018,
    "M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018,
}  # fmt: skip
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}

_ISO: Final = re.compile(r"(\d{4})\s*([-/.年])\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_ERA: Final = re.compile(
    r"(明治|大正|昭和|平成|令和|[MTSHR])\s*\.?\s*(\d{1,2}|元)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?",
    re.IGNORECASE,
)
_MONTH_ONLY: Final = re.compile(r"(\d{4})\s*[-/年]\s*(\d{1,2})\s*月?$")
_WESTERN: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_MONTH_FIRST: Final = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3,9})\.?[\s,-]+(\d{4})")
_WEEKDAY: Final = re.compile(
    r"\s*\([日月火水木金土](?:曜日?)?\)\s*|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(
    r"""[\s,T]*
        (?P<before>午前|午後|[ap]\.?m\.?)?\s*
        (?P<hour>\d{1,2})\s*[:時]\s*(?P<minute>\d{1,2})
        (?:\s*[:分]\s*(?P<second>\d{1,2})(?:[.,]\d+)?\s*秒?|\s*分)?
        \s*(?P<after>午前|午後|[ap]\.?m\.?)?
        \s*(?P<zone>Z|UTC|GMT|JST|E[SD]T|P[SD]T|C[SD]T|M[SD]T|B?CES?T|BST)?
        \s*(?P<offset>[+-]\d{1,2}:?(?:\d{2})?)?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_HOUR_ONLY: Final = re.compile(r"\s*(?P<before>午前|午後)?\s*(?P<hour>\d{1,2})\s*時\s*")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")

_PATTERNS: Final = (_ISO, _COMPACT, _ERA, _MONTH_ONLY, _WESTERN, _MONTH_FIRST, _DAY_FIRST)

Reading = Literal["mdy", "dmy"]


class DateReader:
    """Text to seconds since 1970 on the clock as written, or None; remembers what it has seen.

    A zone beside the time is not applied (the clock a customer saw is the one that matters for
    "in March" and "in the evening"); which zones stood there is kept in `zones`, so that it can be
    told. Unix seconds have no clock of their own and are read as UTC (`unix` becomes true).
    """

    def __init__(self, order: Reading = "mdy") -> None:
        self.order = order
        self.zones: set[str] = set()
        self.unix = False
        self._days: dict[str, int] = {}
        self._clocks: dict[str, int] = {}
        self._whole: dict[str, int | None] = {}

    def __call__(self, text: str) -> int | None:
        day, _, clock = text.partition("T" if text[10:11] == "T" else " ")
        start = self._days.get(day)
        if start is not None:
            seconds = self._clocks.get(clock)
            if seconds is not None:
                return start + seconds
        if text in self._whole:
            return self._whole[text]
        if len(self._whole) > 100_000 or len(self._clocks) > 200_000 or len(self._days) > 100_000:
            self._whole.clear()
            self._clocks.clear()
            self._days.clear()
        return self._read(text, day, clock)

    def _read(self, text: str, day: str, clock: str) -> int | None:
        plain = _plain(text)
        found = _day_in(plain, self.order)
        if found is None:
            seconds = self._whole[text] = self._number(plain)
            return seconds
        days, rest = found
        of_day = self._clock_in(rest)
        seconds = None if of_day is None else days * DAY + of_day
        if seconds is not None and _plain(clock) == rest.strip():
            self._days[day] = days * DAY
            self._clocks[clock] = of_day or 0
        else:
            self._whole[text] = seconds
        return seconds

    def _clock_in(self, rest: str) -> int | None:
        if not rest.strip():
            return 0
        match = _CLOCK.fullmatch(rest) or _HOUR_ONLY.fullmatch(rest)
        if match is None:
            return None
        parts = match.groupdict()
        hour, minute = int(parts["hour"]), int(parts.get("minute") or 0)
        second = int(parts.get("second") or 0)
        half = (parts.get("before") or parts.get("after") or "").casefold()
        if half:
            hour = hour % 12 + (12 if half[0] == "p" or half == "午後" else 0)
        if hour > 23 or minute > 59 or second > 60:
            return None
        zone = (parts.get("zone") or "") + (parts.get("offset") or "")
        if zone and len(self.zones) < 20:
            self.zones.add(zone)
        return hour * 3600 + minute * 60 + min(second, 59)

    def _number(self, plain: str) -> int | None:
        if not _NUMBER.fullmatch(plain):
            return None
        number = float(plain)
        if 20_000 <= number < 80_000:  # Excel's days since 1900: from 1954 to 2119
            return round((number + _EXCEL_EPOCH) * DAY)
        if 10**12 <= number < 5 * 10**12:
            number /= 1000
        if 5 * 10**8 <= number < 5 * 10**9:  # Unix seconds: from 1985 to 2128
            self.unix = True
            return int(number)
        return None


def _plain(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = text.strip()
    return _WEEKDAY.sub(" ", text).strip() if "(" in text or text[:1].isalpha() else text


def _day_in(plain: str, order: Reading) -> tuple[int, str] | None:
    for pattern in _PATTERNS:
        if match := pattern.match(plain):
            parts = _ymd(pattern, match, order)
            days = _days(*parts) if parts else None
            return None if days is None else (days, plain[match.end() :])
    return None


def _ymd(
    pattern: re.Pattern[str], match: re.Match[str], order: Reading
) -> tuple[int, int, int] | None:
    if pattern is _ISO:
        return int(match[1]), int(match[3]), int(match[4])
    if pattern is _MONTH_ONLY:
        return int(match[1]), int(match[2]), 1
    if pattern is _COMPACT:
        return int(match[1]), int(match[2]), int(match[3])
    if pattern is _ERA:
        year = 1 if match[2] == "元" else int(match[2])
        return _ERAS[match[1].upper()] + year, int(match[3]), int(match[4])
    if pattern is _WESTERN:
        year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        first, second = int(match[1]), int(match[3])
        return (year, first, second) if order == "mdy" else (year, second, first)
    name, day = (match[1], match[2]) if pattern is _MONTH_FIRST else (match[2], match[1])
    month = _MONTHS.get(name.casefold())
    return (int(match[3]), month, int(day)) if month else None


def _days(year: int, month: int, day: int) -> int | None:
    if not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day).toordinal() - _EPOCH
    except ValueError:
        return None


def order_of(values: Iterable[str]) -> tuple[DateOrder | None, str]:
    """In which order the dates of a column stand, and an example of the ambiguous ones.

    One value above 12 decides for the whole column; more of one kind than of the other when both
    occur. None when the values are no dates with numbers only, `ambiguous` when nothing decides.
    """
    year_first = day_first = month_first = 0
    example = ""
    for value in values:
        plain = _plain(value)
        if _ISO.match(plain) or _COMPACT.match(plain) or _ERA.match(plain):
            year_first += 1
        elif match := _WESTERN.match(plain):
            first, second = int(match[1]), int(match[3])
            day_first += first > 12
            month_first += second > 12
            example = example or value
    if example:
        if day_first == month_first:
            return "ambiguous", example
        return ("dmy" if day_first > month_first else "mdy"), example
    return ("ymd" if year_first else None), example


def looks_like_a_time(text: str) -> bool:
    """Whether a cell reads as a date; plain numbers count only as Unix seconds."""
    if not any(map(str.isdigit, text)):
        return False
    plain = _plain(text)
    if _NUMBER.fullmatch(plain):
        return DateReader()(plain) is not None and (len(plain) >= 10 or len(plain) == 8)
    return any(DateReader(order)(plain) is not None for order in ("mdy", "dmy"))
