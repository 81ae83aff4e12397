"""Changing what we know of a person or a company, by hand."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.errors import (
    CompanyNotNamed,
    ExternalIdTaken,
    HierarchyCircle,
    NobodyNamed,
)
from emptychair.customers.models import Company, Person
from emptychair.customers.services.searchable import fill_search_text, renew_search_text_of
from emptychair.customers.services.timeline import add_to_timeline


def edit_person(access: Access, person: Person, **fields: Any) -> Person:
    """Set fields, emptying them too. Raises `NobodyNamed`, `ExternalIdTaken`."""
    access.require(Permission.CUSTOMER_WRITE)
    if "email" in fields:
        fields["email"] = fields["email"].strip().lower()
    before = _set(person, fields)
    if not (person.name or person.email or person.external_id):
        raise NobodyNamed
    if before:
        company = person.company.name if person.company is not None else ""
        fill_search_text(access, person, company_name=company)
        _save(access, person, before, "person.changed")
    return person


def edit_company(access: Access, company: Company, **fields: Any) -> Company:
    """Set fields. Raises `CompanyNotNamed`, `HierarchyCircle`, `ExternalIdTaken`."""
    access.require(Permission.CUSTOMER_WRITE)
    before = _set(company, fields)
    if not company.name:
        raise CompanyNotNamed
    if "parent" in before:
        _refuse_circle(company)
    if before:
        fill_search_text(access, company)
        _save(access, company, before, "company.changed")
    if "name" in before:
        renew_search_text_of(access, company)
    return company


def note_on_person(access: Access, person: Person, *, text: str, now: datetime) -> None:
    """Write something down into the timeline of a person."""
    access.require(Permission.CUSTOMER_WRITE)
    add_to_timeline(
        access,
        person=person,
        code="customers.note",
        parameters={"text": text.strip()},
        happened_at=now,
        unique_key=f"note:{person.pk}:{access.user_id}:{now.isoformat()}",
    )


def _set(row: Person | Company, fields: dict[str, Any]) -> dict[str, Any]:
    before = {name: getattr(row, name) for name, new in fields.items() if getattr(row, name) != new}
    for name in before:
        setattr(row, name, fields[name])
    return before


def _save(access: Access, row: Person | Company, before: dict[str, Any], action: str) -> None:
    after = {name: _plain(getattr(row, name)) for name in before}
    try:
        with transaction.atomic():
            row.save()
            plain = {name: _plain(value) for name, value in before.items()}
            record_audit(access, row, action=action, before=plain, after=after)
    except IntegrityError:
        raise ExternalIdTaken(external_id=row.external_id) from None


def _refuse_circle(company: Company) -> None:
    above = company.parent
    for _step in range(50):
        if above is None:
            return
        if above.pk == company.pk:
            break
        above = above.parent
    raise HierarchyCircle


def _plain(value: Any) -> Any:
    if hasattr(value, "pk"):
        return value.pk
    return str(value) if isinstance(value, Decimal | date) else value
