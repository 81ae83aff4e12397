"""Long lists, a page at a time. The cursor holds where the next page begins; it is no secret."""

import base64
import binascii
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema

from emptychair.kit.errors import Invalid

MOST = 200
Item = TypeVar("Item")


class CursorInvalid(Invalid):
    """A cursor that we never gave."""

    code = "cursor-invalid"
    message = _("This cursor is not one of ours. Take `next` from the page before.")


class PageQuery(Schema):
    """Which page of a list."""

    cursor: str = Field("", description="`next` of the page before; empty for the first page.")
    limit: int = Field(50, ge=1, le=MOST, description="How many items a page holds.")


class Page(Schema, Generic[Item]):
    """One page of a list, newest first; `next` is null on the last page."""

    items: list[Item]
    next: str | None = None


def page_of(rows: Any, query: PageQuery, shown: Callable[[Any], Any]) -> dict[str, Any]:
    """A page of a queryset, newest first by id. Raises `CursorInvalid`."""
    if query.cursor:
        rows = rows.filter(pk__lt=_number_in(query.cursor, "before"))
    found = list(rows.order_by("-pk")[: query.limit + 1])
    more = len(found) > query.limit
    found = found[: query.limit]
    return {
        "items": [shown(one) for one in found],
        "next": _cursor("before", found[-1].pk) if more else None,
    }


def part_of(rows: Any, query: PageQuery, shown: Callable[[Any], Any]) -> dict[str, Any]:
    """A page of something that can be sliced, in its own order. Raises `CursorInvalid`."""
    first = _number_in(query.cursor, "from") if query.cursor else 0
    found = list(rows[first : first + query.limit + 1])
    more = len(found) > query.limit
    return {
        "items": [shown(one) for one in found[: query.limit]],
        "next": _cursor("from", first + query.limit) if more else None,
    }


def _cursor(word: str, number: int) -> str:
    return base64.urlsafe_b64encode(f"{word}:{number}".encode()).decode().rstrip("=")


def _number_in(cursor: str, expected: str) -> int:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        word, number = text.split(":")
        found = int(number)
    except (ValueError, binascii.Error, UnicodeDecodeError):
        raise CursorInvalid from None
    if word != expected or found < 0:
        raise CursorInvalid
    return found
