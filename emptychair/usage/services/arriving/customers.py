"""The people and companies that messages name, found or made together."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, OtherId, Person
from emptychair.customers.services.bulk import add_companies, add_people
from emptychair.kit.prepared import Prepared
from emptychair.usage.rules.traits import company_fields, person_fields
from emptychair.usage.types import Arrival, Arrived

SYSTEM = "segment"  # under which other numbers of a person are kept


class Who(NamedTuple):
    """A person, their company, and when they were seen last as far as we know."""

    person: int
    company: int | None = None
    seen: datetime | None = None


NOBODY = Who(0)
_COLUMNS = ("pk", "company_id", "last_event_at", "merged_into_id")
_BY_NUMBER = Prepared(
    lambda workspace, numbers: (
        Person.objects.filter(workspace=workspace, external_id__in=numbers)
        .exclude(external_id="")  # as the index does
        .values_list("external_id", *_COLUMNS)
    ),
    workspace=int,
    numbers=list[str],
)
_BY_OTHER_NUMBER = Prepared(
    lambda workspace, numbers: OtherId.objects.filter(
        workspace=workspace, system=SYSTEM, value__in=numbers
    ).values_list("value", *(f"person__{name}" for name in _COLUMNS)),
    workspace=int,
    numbers=list[str],
)
_BY_ID = Prepared(
    lambda workspace, ids: Person.objects.filter(workspace=workspace, pk__in=ids).values_list(
        "pk", *_COLUMNS
    ),
    workspace=int,
    ids=list[int],
)

_COMPANIES = Prepared(
    lambda workspace, numbers: (
        Company.objects.filter(workspace=workspace, external_id__in=numbers)
        .exclude(external_id="")  # as the index does
        .values_list("external_id", "pk")
    ),
    workspace=int,
    numbers=list[str],
)


def find_people(access: Access, user_ids: Iterable[str]) -> dict[str, Who]:
    """Those of these numbers that are known: as number of a person, or as another name of one."""
    access.require(Permission.CUSTOMER_WRITE)
    wanted = sorted({one for one in user_ids if one})
    if not wanted:
        return {}
    place = access.workspace.pk
    rows = _BY_NUMBER.rows(workspace=place, numbers=wanted)
    found = {number for number, *_rest in rows}
    left = [one for one in wanted if one not in found]
    if left:
        rows += _BY_OTHER_NUMBER.rows(workspace=place, numbers=left)
    return _who_stays(access, rows)


def people_with_ids(access: Access, ids: Iterable[int]) -> dict[int, Who]:
    """The people with these ids, by id."""
    access.require(Permission.CUSTOMER_WRITE)
    wanted = sorted(set(ids))
    rows = _BY_ID.rows(workspace=access.workspace.pk, ids=wanted) if wanted else []
    return {pk: Who(pk, company, seen) for _pk, pk, company, seen, _merged in rows}


def _who_stays(access: Access, rows: Iterable[Sequence[Any]]) -> dict[str, Who]:
    """People by what they were found by; those who were merged lead to the row that stays."""
    found = {by: (Who(pk, company, seen), merged) for by, pk, company, seen, merged in rows}
    moved = {merged for _who, merged in found.values() if merged}
    while moved:
        again = _BY_ID.rows(workspace=access.workspace.pk, ids=sorted(moved))
        kept = {at: (Who(pk, company, seen), merged) for at, pk, company, seen, merged in again}
        found = {by: kept.get(one[1] or 0, one) for by, one in found.items()}
        moved = {merged for _who, merged in kept.values() if merged}
    return {by: who for by, (who, _merged) in found.items()}


def make_companies(access: Access, arrivals: Sequence[Arrival], told: Arrived) -> dict[str, int]:
    """The companies that messages name, by their number; unknown ones are made."""
    access.require(Permission.CUSTOMER_WRITE)
    rows: dict[str, dict[str, Any]] = {}
    for one in arrivals:
        if one.group_id:
            fields = company_fields(one.group_traits or {})
            rows[one.group_id] = _joined(rows.get(one.group_id, {}), fields)
    if not rows:
        return {}
    known = _known_companies(access, rows)
    wanted = {number: row for number, row in rows.items() if row or number not in known}
    if wanted:
        made = add_companies(
            access, [{"external_id": number, **row} for number, row in wanted.items()]
        )
        told.companies += made.added
        known |= dict(zip(wanted, made.ids, strict=True))
    return known


def _known_companies(access: Access, numbers: Iterable[str]) -> dict[str, int]:
    rows = _COMPANIES.rows(workspace=access.workspace.pk, numbers=sorted(numbers))
    return {row[0]: row[1] for row in rows}


def make_people(
    access: Access,
    arrivals: Sequence[Arrival],
    companies: dict[str, int],
    told: Arrived,
) -> dict[str, Who]:
    """The people that messages name, with what messages say of them; unknown ones are made.

    A group becomes the company of those who have none yet: nobody is moved from one to another.
    """
    access.require(Permission.CUSTOMER_WRITE)
    known = find_people(access, (one.user_id for one in arrivals))
    rows: dict[str, dict[str, Any]] = {}
    for one in arrivals:
        if not one.user_id:
            continue
        fields = person_fields(one.traits) if one.traits else {}
        if one.joins_group and known.get(one.user_id, NOBODY).company is None:
            fields["company_id"] = companies.get(one.group_id)
        if fields or one.user_id not in known:
            rows[one.user_id] = _joined(rows.get(one.user_id, {}), fields)
    if rows:
        known |= _add(access, rows, known, told)
    return known


def _add(
    access: Access, rows: dict[str, dict[str, Any]], known: dict[str, Who], told: Arrived
) -> dict[str, Who]:
    """Write the rows. Somebody known by another name is written under their own number."""
    ids = [known[number].person for number in rows if number in known]
    own = dict(
        Person.objects.visible_to(access).filter(pk__in=ids).values_list("pk", "external_id")
    )
    plain = [
        {**row, "external_id": own.get(known[number].person, number) if number in known else number}
        for number, row in rows.items()
    ]
    made = add_people(access, plain)
    told.people += made.added
    now = people_with_ids(access, made.ids)
    others = {by: now[who.person] for by, who in known.items() if who.person in now}
    return others | {by: now.get(pk, Who(pk)) for by, pk in zip(rows, made.ids, strict=True)}


def _joined(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    attributes = {**before.get("attributes", {}), **after.get("attributes", {})}
    joined = {**before, **after}
    return {**joined, "attributes": attributes} if attributes else joined
