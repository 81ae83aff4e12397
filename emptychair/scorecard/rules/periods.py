"""Which months stand against which, and how a period is written."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from emptychair.kit.periods import (
    Period,
    fiscal_quarter_of,
    fiscal_year_of,
    month_of,
    months_later,
)
from emptychair.scorecard.types import Grain, Windows

Against = Literal["before", "year"]
USUAL, SHOWN = "3", 24
RUNS = (1, 3, 6, 12)
PERIODS = (*(str(count) for count in RUNS), "fy", "fq")
AGAINST = ("before", "year")
NOISE_MONTHS = 36  # how far back a series is asked for its own noise


def windows_for(
    name: str, against: str, *, today: date, first_month: int, shown: int = SHOWN
) -> Windows:
    """The whole months that `name` asks for ("3", "fy", "fq"), and those they stand against.

    Months that are not over do not count: "fy" is the fiscal year so far, and before its first
    month is over the one before.
    """
    end = month_of(today).first
    last = month_of(end - timedelta(days=1))
    if name in {"fy", "fq"}:
        whole = fiscal_year_of if name == "fy" else fiscal_quarter_of
        first = whole(last.first, first_month=first_month).first
    else:
        count = int(name) if name.isascii() and name.isdigit() and int(name) in RUNS else 3
        first = months_later(end, -count)
    after = Period(first, end)
    count = months_in(after)
    back = 12 if against == "year" and count <= 12 else count
    before = Period(months_later(first, -back), months_later(end, -back))
    return Windows(before=before, after=after, months=Period(months_later(end, -shown), end))


def far_enough(windows: Windows, span: int) -> Windows:
    """The same windows, the earlier one moved back until values that reach back `span` months
    share none of them.
    """
    if months_in(Period(windows.before.end, windows.after.end)) >= span:
        return windows
    first, end = (months_later(day, -span) for day in (windows.after.first, windows.after.end))
    return replace(windows, before=Period(first, end))


def months_in(period: Period) -> int:
    """How many months a run of whole months has."""
    return (period.end.year - period.first.year) * 12 + period.end.month - period.first.month


def period_from(text: str) -> tuple[str, date] | None:
    """Grain and first day of "2026-10", "2026/10", "2026年10月", "2026-10-03"; else nothing."""
    found = re.fullmatch(
        r"\s*(20\d\d|19\d\d)\s*[-/.年]\s*(\d{1,2})\s*(?:月)?(?:[-/.]?\s*(\d{1,2})\s*日?)?\s*", text
    )
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2]), found[3]
    try:
        first = date(year, month, int(day or 1))
    except ValueError:
        return None
    return (Grain.DAY.value if day else Grain.MONTH.value), first


def period_name(grain: str, day: date) -> str:
    """How the API and files write it."""
    return f"{day:%Y-%m}" if grain == Grain.MONTH else day.isoformat()
