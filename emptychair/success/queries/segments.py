"""Saved segments that a model of risk may be split by, and who belongs to them.

Who belongs is known only as of today. A segment by something that changes when customers leave
(last seen, score, value) would let a back-test look into the future, so it is refused; one by an
attribute of the company's own counts where somebody said that it does not change.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.errors import SegmentNotUnderstood
from emptychair.customers.models import Person, Segment
from emptychair.customers.queries.segment_people import people_in_segment, understood_rules
from emptychair.success.queries.settings import chosen_segments
from emptychair.success.rules.segments import NOBODY, Memberships, memberships

LASTING = frozenset({"segment", "language", "region", "title", "company", "joined"})
OWN = "attribute:"
MOST = 12
HALF = 0.5


@dataclass(frozen=True, slots=True)
class SegmentChoice:
    """A saved segment. `why` is lasting, own (an attribute of one's own), moving or unclear."""

    id: int
    name: str
    why: str
    is_chosen: bool


def segment_choices(access: Access) -> list[SegmentChoice]:
    """All saved segments, with whether models may be split by them and are."""
    access.require(Permission.CUSTOMER_READ)
    picked = chosen_segments(access)
    rows = Segment.objects.visible_to(access).filter(removed_at=None).order_by("name", "pk")
    found = []
    for row in rows:
        why = _why(access, row)
        usual = why == "lasting" if picked is None else row.pk in picked
        found.append(SegmentChoice(row.pk, row.name, why, usual and why in {"lasting", "own"}))
    return found


def segments_to_split_by(access: Access) -> list[int]:
    """Those that a back-test tries, at most twelve."""
    return [one.id for one in segment_choices(access) if one.is_chosen][:MOST]


def memberships_of(access: Access, wanted: Collection[int]) -> Memberships:
    """Who belongs to these segments today. A company belongs to one that half of its people fit."""
    access.require(Permission.CUSTOMER_READ)
    rows = Segment.objects.visible_to(access).filter(pk__in=list(wanted), removed_at=None)
    found: dict[int, set[int]] = {}
    everybody = _people_by_company(access) if wanted else {}
    for row in rows.order_by("pk"):
        try:
            found[row.pk] = _units(access, row, everybody)
        except SegmentNotUnderstood:
            continue
    return memberships(found) if found else NOBODY


def segment_names(access: Access) -> dict[int, str]:
    """By number, also of those that were removed since."""
    access.require(Permission.CUSTOMER_READ)
    return dict(Segment.objects.visible_to(access).order_by("pk").values_list("pk", "name"))


def _units(access: Access, row: Segment, everybody: dict[int, int]) -> set[int]:
    found, inside = set[int](), Counter[int]()
    fitting: Any = people_in_segment(access, row).order_by().values_list("pk", "company_id")
    for person, company in fitting.iterator(chunk_size=5000):
        found.add(-person)
        if company is not None:
            inside[company] += 1
    return found | {one for one, n in inside.items() if n >= HALF * everybody.get(one, n)}


def _people_by_company(access: Access) -> dict[int, int]:
    rows = Person.objects.visible_to(access).filter(merged_into=None, company__isnull=False)
    return dict(rows.order_by().values_list("company_id").annotate(n=Count("pk")))


def _why(access: Access, row: Segment) -> str:
    try:
        rules = understood_rules(access, row.rules)
    except SegmentNotUnderstood:
        return "unclear"
    fields = {one.field for one in rules.conditions}
    if fields <= LASTING:
        return "lasting"
    return "own" if all(one in LASTING or one.startswith(OWN) for one in fields) else "moving"
