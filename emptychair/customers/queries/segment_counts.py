"""How many people segments have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.customers.errors import SegmentNotUnderstood
from emptychair.customers.models import Segment
from emptychair.customers.queries.finding import FoundPerson, found_person, people_of
from emptychair.customers.queries.segment_people import (
    people_fitting,
    segment_fields_of,
    understood_rules,
    who_fits,
)

SHOWN = 8
MANY = 20_000  # people, beyond whom a list of segments does not count them


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


def sizes_of(
    access: Access, segments: Sequence[Segment], *, now: datetime | None = None
) -> dict[int, int | None]:
    """How many people each has now; nothing for one whose rules no longer make sense.

    Two queries however many segments there are: the people are walked through once, and each is
    held against all the rules.
    """
    fields, now = segment_fields_of(access), now or timezone.now()
    counts: dict[str, Count] = {}
    for segment in segments:
        try:
            rules = understood_rules(access, segment.rules, fields=fields)
            fits = who_fits(access, rules, fields=fields, now=now)
        except SegmentNotUnderstood:
            continue
        counts[f"size_{segment.pk}"] = Count("pk", filter=fits or None)
    found = people_of(access).aggregate(**counts) if counts else {}
    return {segment.pk: found.get(f"size_{segment.pk}") for segment in segments}


def many_people(access: Access) -> bool:
    """Whether counting everybody keeps whoever opens a page waiting."""
    return people_of(access).order_by()[: MANY + 1].count() > MANY


def sizes_kept(
    access: Access, segments: Sequence[Segment], *, now: datetime | None = None
) -> tuple[dict[int, int | None], datetime | None]:
    """The sizes, of many people as they were last counted, with the moment of that; of few, and of
    segments that changed since, counted now.
    """
    kept = {one.pk: one for one in segments if one.counted_at} if many_people(access) else {}
    anew = [one for one in segments if one.pk not in kept]
    sizes = {number: one.people for number, one in kept.items()}
    sizes |= sizes_of(access, anew, now=now) if anew else {}
    moments = [one.counted_at for one in kept.values() if one.counted_at]
    return sizes, min(moments, default=None)
