"""How many people segments have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from emptychair.accounts.access import Access
from emptychair.customers.errors import SegmentNotUnderstood
from emptychair.customers.models import Segment
from emptychair.customers.queries.finding import FoundPerson, found_person
from emptychair.customers.queries.segment_people import (
    people_fitting,
    people_in_segment,
    understood_rules,
)

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Preview:
    """How many people fit, and the first of them."""

    count: int
    people: list[FoundPerson]


def preview_of(access: Access, plain: Mapping[str, Any]) -> Preview:
    """Who fits rules that are being written. Raises `SegmentNotUnderstood`."""
    rows = people_fitting(access, understood_rules(access, plain))
    first = rows.select_related("company").order_by("-pk")[:SHOWN]
    return Preview(rows.count(), [found_person(access, row) for row in first])


def sizes_of(access: Access, segments: Sequence[Segment]) -> dict[int, int | None]:
    """How many people each has now; nothing for one whose rules no longer make sense."""
    sizes: dict[int, int | None] = {}
    for segment in segments:
        try:
            sizes[segment.pk] = people_in_segment(access, segment).count()
        except SegmentNotUnderstood:
            sizes[segment.pk] = None
    return sizes
