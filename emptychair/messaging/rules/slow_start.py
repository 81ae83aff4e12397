"""How many mails to many a new sending domain may send a day.

Mail servers trust a domain that nobody knows with a few mails first. The numbers are a cautious
choice of ours, not a measurement: 50 on the first day, half as many again each day, and no ceiling
from the 22nd day on, when it would lie above 160,000.
"""

from datetime import date

FIRST_DAY = 50
GROWTH = 1.5
DAYS = 21


def ceiling_on(day: date, *, begun_on: date | None) -> int | None:
    """The most mails to many on this day; nothing when there is no ceiling (any more).

    A start that lies ahead counts as today's: the first day has the first ceiling.
    """
    if begun_on is None:
        return None
    number = max((day - begun_on).days, 0)
    return None if number >= DAYS else int(FIRST_DAY * GROWTH**number)


def room_left(ceiling: int | None, *, sent: int) -> bool:
    """Whether one more may go today."""
    return ceiling is None or sent < ceiling
