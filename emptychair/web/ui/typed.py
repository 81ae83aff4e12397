"""Numbers of rows, and days, as forms and addresses give them."""

from datetime import date

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from emptychair.kit.errors import Invalid

LONGEST = 18  # digits; more than this no row can have, and a database refuses them


def row_number(text: str) -> int | None:
    """The number of a row; None where it is no number that a row can have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None


def typed_day(text: str) -> date | None:
    """The day that was chosen; None where none was. Raises `Invalid` for what is no day."""
    try:
        day = parse_date(text)
    except ValueError:  # a day that no month has
        day = None
    if text and day is None:
        raise Invalid(_("Choose a day."))
    return day
