"""Finding a person or a company again, or making them, from what another system knows."""

from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.errors import CompanyNotNamed, NobodyNamed
from emptychair.customers.models import Company, Person
from emptychair.customers.services.searchable import fill_search_text, renew_search_text_of

PERSON_FIELDS = frozenset(
    {
        "attributes",
        "company",
        "currency",
        "joined_on",
        "language",
        "left_on",
        "name",
        "name_reading",
        "note",
        "owner",
        "phone",
        "region",
        "segment",
        "time_zone",
        "title",
        "yearly_value",
    }
)
COMPANY_FIELDS = (PERSON_FIELDS - {"company", "phone", "segment", "title"}) | {"domain", "parent"}


def identify_person(
    access: Access, *, external_id: str = "", email: str = "", **fields: Any
) -> tuple[Person, bool]:
    """The person with this external id, else with this address, else a new one; and whether new.

    Given fields that are not empty are written, `attributes` are added to those there are. Of two
    that were merged it is the one that stays. Raises `NobodyNamed` when nothing tells who it is.
    """
    access.require(Permission.CUSTOMER_WRITE)
    given = _given(fields, PERSON_FIELDS)
    external_id, email = external_id.strip(), email.strip().lower()
    if not (external_id or email or given.get("name")):
        raise NobodyNamed
    found = _person(access, external_id, email)
    if found is not None:
        return _update_person(access, found, external_id, email, given), False
    try:
        return _create_person(access, external_id, email, given), True
    except IntegrityError:  # somebody was quicker with the same external id
        quicker = _person(access, external_id, "")
        if quicker is None:
            raise
        return _update_person(access, quicker, external_id, email, given), False


def identify_company(
    access: Access, *, external_id: str = "", name: str = "", **fields: Any
) -> tuple[Company, bool]:
    """The company with this external id, else with this name, else a new one; and whether new."""
    access.require(Permission.CUSTOMER_WRITE)
    external_id, name = external_id.strip(), name.strip()
    given = _given({"name": name, **fields}, COMPANY_FIELDS)
    found = _company(access, external_id, name)
    if found is None and not (name or external_id):
        raise CompanyNotNamed
    if found is None:
        return _create_company(access, external_id, given), True
    return _update_company(access, found, external_id, given), False


def _given(fields: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    unknown = set(fields) - known
    if unknown:
        raise TypeError(f"Customers have no fields {sorted(unknown)}; put them into `attributes`.")
    return {name: value for name, value in fields.items() if value not in (None, "", {})}


def _person(access: Access, external_id: str, email: str) -> Person | None:
    rows = Person.objects.visible_to(access).select_related("merged_into")
    found = rows.with_external_id(external_id).first() if external_id else None
    if found is None and email:
        same = rows.filter(email=email, merged_into=None)
        if external_id:  # another number is another person, though they share a mailbox
            same = same.filter(external_id="")
        found = same.order_by("pk").first()
    return _followed(found)


def _followed(person: Person | None) -> Person | None:
    while person is not None and person.merged_into is not None:
        person = person.merged_into
    return person


def _create_person(access: Access, external_id: str, email: str, given: dict[str, Any]) -> Person:
    person = Person(workspace=access.workspace, external_id=external_id, email=email, **given)
    fill_search_text(access, person, company_name=_company_name(person))
    with transaction.atomic():
        person.save()
        record_audit(access, person, action="person.added", after=_plain(given))
    return person


def _update_person(
    access: Access, person: Person, external_id: str, email: str, given: dict[str, Any]
) -> Person:
    wanted = dict(given)
    if external_id and not person.external_id and not _is_taken(access, external_id):
        wanted["external_id"] = external_id
    if email and not person.email:
        wanted["email"] = email
    before = _write(person, wanted)
    if before:
        fill_search_text(access, person, company_name=_company_name(person))
        _save_changes(access, person, before, "person.changed")
    return person


def _is_taken(access: Access, external_id: str) -> bool:
    # by a row that was merged into this person: it keeps its number, and so stays known by it
    return Person.objects.visible_to(access).with_external_id(external_id).exists()


def _company(access: Access, external_id: str, name: str) -> Company | None:
    rows = Company.objects.visible_to(access)
    found = rows.with_external_id(external_id).first() if external_id else None
    if found is None and name:
        same = rows.filter(name=name)
        found = (same.filter(external_id="") if external_id else same).order_by("pk").first()
    return found


def _create_company(access: Access, external_id: str, given: dict[str, Any]) -> Company:
    words = {"name": external_id} | given
    company = Company(workspace=access.workspace, external_id=external_id, **words)
    fill_search_text(access, company)
    with transaction.atomic():
        company.save()
        record_audit(access, company, action="company.added", after=_plain(given))
    return company


def _update_company(
    access: Access, company: Company, external_id: str, given: dict[str, Any]
) -> Company:
    if external_id and not company.external_id:
        given = {**given, "external_id": external_id}
    before = _write(company, given)
    if before:
        fill_search_text(access, company)
        _save_changes(access, company, before, "company.changed")
        if "name" in before:
            renew_search_text_of(access, company)
    return company


def _write(row: Person | Company, wanted: dict[str, Any]) -> dict[str, Any]:
    before = {}
    for name, value in wanted.items():
        old = getattr(row, name)
        new = {**old, **value} if name == "attributes" else value
        if old != new:
            before[name] = old
            setattr(row, name, new)
    return before


def _save_changes(
    access: Access, row: Person | Company, before: dict[str, Any], action: str
) -> None:
    after = {name: getattr(row, name) for name in before}
    with transaction.atomic():
        row.save()
        record_audit(access, row, action=action, before=_plain(before), after=_plain(after))


def _company_name(person: Person) -> str:
    return person.company.name if person.company is not None else ""


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if hasattr(value, "pk"):
        return value.pk
    if isinstance(value, Decimal) or hasattr(value, "isoformat"):
        return str(value)
    return value
