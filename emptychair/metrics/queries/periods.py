"""The periods that pages offer, by names that stand in addresses: `90`, `2026-10`, `fy2026`,
`2026-10-05..2026-11-01`.
"""

import re
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.accounts.access import Access
from emptychair.kit.periods import Period, fiscal_year_of, month_of, months_later
from emptychair.metrics.words import month_words

RUNS = (30, 90, 365)
USUAL = "90"
MONTHS_OFFERED = 12


def period_named(access: Access, name: str, *, today: date) -> Period:
    """The period with this name; the last 90 days for a name that means nothing."""
    if name.isascii() and name.isdigit() and 1 <= int(name) <= 3_660:
        return Period(today - timedelta(days=int(name) - 1), today + timedelta(days=1))
    if month := re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", name):
        return month_of(date(int(month[1]), int(month[2]), 1))
    if year := re.fullmatch(r"fy(20\d\d)", name):
        first = access.workspace.fiscal_year_start
        return fiscal_year_of(date(int(year[1]), first, 1), first_month=first)
    return _days_named(name) or period_named(access, USUAL, today=today)


def _days_named(name: str) -> Period | None:
    """From the first day to the last, both included."""
    first, separator, last = name.partition("..")
    try:
        found = (date.fromisoformat(first), date.fromisoformat(last)) if separator else None
        return Period(found[0], found[1] + timedelta(days=1)) if found else None
    except (ValueError, OverflowError):
        return None


def period_choices(access: Access, *, today: date) -> list[tuple[str, str]]:
    """Name and words of each period to choose from."""
    runs = [
        (str(days), ngettext("last %(days)s day", "last %(days)s days", days) % {"days": days})
        for days in RUNS
    ]
    year = fiscal_year_of(today, first_month=access.workspace.fiscal_year_start).first.year
    years = [(f"fy{each}", _("fiscal year %(year)s") % {"year": each}) for each in (year, year - 1)]
    firsts = [months_later(today.replace(day=1), -back) for back in range(MONTHS_OFFERED)]
    months = [(f"{each:%Y-%m}", month_words(each)) for each in firsts]
    return [*runs, *years, *months]
