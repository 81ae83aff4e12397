"""Who may be one person twice, and what was merged."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.customers.models import Person, PersonMerge
from emptychair.customers.queries.finding import FoundPerson, found_person, people_of
from emptychair.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class Double:
    """Two rows that may be one person, and the sign that says so: email, phone or name."""

    kept: FoundPerson
    other: FoundPerson
    sign: str


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merge that stands."""

    id: int
    name: str


def likely_doubles(access: Access, *, limit: int = 30) -> list[Double]:
    """Pairs with the same address, the same phone, or the same name in the same company."""
    found: list[Double] = []
    seen: set[frozenset[int]] = set()
    for sign, columns in (
        ("email", ("email",)),
        ("phone", ("phone",)),
        ("name", ("name", "company")),
    ):
        for pair in _pairs(access, columns, limit):
            key = frozenset(row.pk for row in pair)
            if key not in seen and len(found) < limit:
                seen.add(key)
                found.append(
                    Double(found_person(access, pair[0]), found_person(access, pair[1]), sign)
                )
    return found


def doubles_of(access: Access, person: Person, *, limit: int = 5) -> list[FoundPerson]:
    """Others who may be this person: same address, or same name in the same company."""
    rows = people_of(access).exclude(pk=person.pk).select_related("company").order_by("pk")
    same = []
    if person.name:
        same.append(rows.filter(Q(name=person.name, company_id=person.company_id)))
    if person.email:
        same.append(rows.filter(email=person.email))
    if not same:
        return []
    # Each by its own index: asked for both with "or", SQLite reads everybody.
    first, *others = (one.order_by().values("pk") for one in same)
    found = rows.filter(pk__in=first.union(*others) if others else first)
    return [found_person(access, one) for one in found[:limit]]


def merges_of(access: Access, person_id: int) -> list[MergeRow]:
    """What was merged into a person and can be taken back, newest first."""
    rows = PersonMerge.objects.visible_to(access).filter(kept_id=person_id, undone_at=None)
    rows = rows.select_related("merged__company").order_by("-pk")
    return [MergeRow(row.pk, found_person(access, row.merged).name) for row in rows]


def merge_with_id(access: Access, merge_id: int) -> PersonMerge:
    """The merge. Raises `NotFound`."""
    merge = PersonMerge.objects.visible_to(access).filter(pk=merge_id).first()
    if merge is None or access.assigned_only:
        raise NotFound
    return merge


def later_merges(access: Access, merge: PersonMerge) -> QuerySet[PersonMerge]:
    """Merges that stand on this one: later, not taken back, with a person of it."""
    both = [merge.kept_id, merge.merged_id]
    rows = PersonMerge.objects.visible_to(access).filter(undone_at=None, pk__gt=merge.pk)
    return rows.filter(Q(kept_id__in=both) | Q(merged_id__in=both))


def _pairs(access: Access, columns: tuple[str, ...], limit: int) -> list[tuple[Person, Person]]:
    rows = people_of(access).exclude(**{columns[0]: ""})
    groups = list(
        rows.order_by().values(*columns).annotate(count=Count("pk")).filter(count__gt=1)[:limit]
    )
    some = Q(pk=None)
    for group in groups:
        some |= Q(**{name: group[name] for name in columns})
    by_key: dict[tuple[object, ...], list[Person]] = {}
    for person in rows.filter(some).select_related("company").order_by("pk")[: limit * 4]:
        key = tuple(
            getattr(person, "company_id" if name == "company" else name) for name in columns
        )
        by_key.setdefault(key, []).append(person)
    return [(same[0], other) for same in by_key.values() for other in same[1:]]
