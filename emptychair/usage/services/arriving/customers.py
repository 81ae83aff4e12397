"""The people and companies that messages name, found or made together."""

from collections.abc import Iterable, Sequence
from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, OtherId, Person
from emptychair.customers.services.bulk import add_companies, add_people
from emptychair.usage.rules.traits import company_fields, person_fields
from emptychair.usage.types import Arrival, Arrived

SYSTEM = "segment"  # under which other numbers of a person are kept
Who = tuple[int, int | None]  # a person and their company
_COLUMNS = ("external_id", "pk", "company_id", "merged_into_id")


def find_people(access: Access, user_ids: Iterable[str]) -> dict[str, Who]:
    """Those of these numbers that are known: as number of a person, or as another name of one."""
    access.require(Permission.CUSTOMER_WRITE)
    wanted = sorted({one for one in user_ids if one})
    if not wanted:
        return {}
    rows = Person.objects.visible_to(access)
    found = {
        number: (merged or pk, company)
        for number, pk, company, merged in rows.with_external_id(*wanted).values_list(*_COLUMNS)
    }
    left = [one for one in wanted if one not in found]
    if left:
        others = OtherId.objects.visible_to(access).filter(system=SYSTEM, value__in=left)
        columns = ("value", "person_id", "person__company_id", "person__merged_into_id")
        for number, pk, company, merged in others.values_list(*columns):
            found[number] = (merged or pk, company)
    return _kept(access, found)


def _kept(access: Access, found: dict[str, Who]) -> dict[str, Who]:
    """Those who were merged more than once lead to the row that stays."""
    ids = {pk for pk, _company in found.values()}
    moved = Person.objects.visible_to(access).filter(pk__in=ids, merged_into__isnull=False)
    further = dict(moved.values_list("pk", "merged_into_id")) if len(ids) < len(found) else {}
    while further:
        found = {name: (further.get(pk, pk), company) for name, (pk, company) in found.items()}
        again = Person.objects.visible_to(access).filter(
            pk__in=set(further.values()), merged_into__isnull=False
        )
        further = dict(again.values_list("pk", "merged_into_id"))
    return found


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
    rows = Company.objects.visible_to(access).with_external_id(*sorted(numbers))
    return dict(rows.values_list("external_id", "pk"))


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
        if one.joins_group and known.get(one.user_id, (0, None))[1] is None:
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
    ids = [known[number][0] for number in rows if number in known]
    own = dict(
        Person.objects.visible_to(access).filter(pk__in=ids).values_list("pk", "external_id")
    )
    plain = [
        {**row, "external_id": own.get(known[number][0], number) if number in known else number}
        for number, row in rows.items()
    ]
    made = add_people(access, plain)
    told.people += made.added
    of = dict(
        Person.objects.visible_to(access).filter(pk__in=made.ids).values_list("pk", "company_id")
    )
    return {number: (pk, of.get(pk)) for number, pk in zip(rows, made.ids, strict=True)}


def _joined(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    attributes = {**before.get("attributes", {}), **after.get("attributes", {})}
    joined = {**before, **after}
    return {**joined, "attributes": attributes} if attributes else joined
