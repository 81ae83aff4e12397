"""Pages of lists: by number, and by a cursor that rows added or deleted do not disturb."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from emptychair.integrations.delighted.fields import Fields

USUAL, MOST = 20, 100
LARGEST = 2**63 - 1  # of a key in the database
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Slice:
    """From which row, and how many."""

    first: int
    limit: int


@dataclass(frozen=True, slots=True)
class Cursor:
    """Behind the row of this moment with this key."""

    moment: datetime
    key: int


def page_size(fields: Fields) -> int:
    """`per_page`: 20, at most 100."""
    return min(int(fields.number("per_page", USUAL, least=1)), MOST)


def slice_of(fields: Fields) -> Slice:
    """`page` and `per_page` of a list that is paged by number."""
    size = page_size(fields)
    return Slice((int(fields.number("page", 1, least=1)) - 1) * size, size)


def cursor_of(fields: Fields) -> Cursor | None:
    """`page_info`, or nothing for the first page; notes one that is not ours."""
    given = fields.text("page_info")
    if not given:
        return None
    found = _read(given)
    if found is None:
        fields.wrong("page_info")
    return found


def _read(given: str) -> Cursor | None:
    try:
        raw = base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)).decode("ascii")
        moment, key = (int(part) for part in raw.split("-"))
        cursor = Cursor(_EPOCH + moment * _MICROSECOND, key)
    except (ValueError, binascii.Error, OverflowError):
        return None
    return cursor if key <= LARGEST else None


def cursor_text(moment: datetime, key: int) -> str:
    """What stands in the link to the next page."""
    raw = f"{(moment - _EPOCH) // _MICROSECOND}-{key}"
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")
