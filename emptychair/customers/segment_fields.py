"""What a segment may ask about. Domains above register their own fields when the product starts.

    register_segment_field(
        SegmentField("last_nps", "choice", _("last recommendation score"), last_nps_condition)
    )

`condition` gets the access, the line, and now, and returns a `Q` over people; for rows of another
table a `Q(pk__in=...)`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise

from emptychair.accounts.access import Access
from emptychair.customers.rules.segments import Condition

Choices = list[tuple[str, str]]
ToQuery = Callable[[Access, Condition, datetime], Q]


@dataclass(frozen=True, slots=True)
class SegmentField:
    """One field: `kind` is text, number, day, event, switch or choice (rules/segments.py)."""

    name: str
    kind: str
    label: str | Promise
    condition: ToQuery
    choices: Callable[[Access], Choices] | None = None


_FIELDS: dict[str, SegmentField] = {}


def register_segment_field(one: SegmentField) -> None:
    """Offer a field to segments; the same name again replaces it."""
    _FIELDS[one.name] = one


def registered_segment_fields() -> list[SegmentField]:
    """All fields that do not depend on the workspace, in the order they were registered."""
    return list(_FIELDS.values())
