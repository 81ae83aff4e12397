"""People whom another program knows by address or telephone, one row each."""

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.errors import NobodyNamed
from emptychair.customers.models import Person
from emptychair.customers.services.searchable import fill_search_text


def add_contact(access: Access, *, email: str = "", phone: str = "", name: str = "") -> Person:
    """A new person known by mail or telephone. Raises `NobodyNamed` without both.

    The caller has looked whether somebody is known by them already.
    """
    access.require(Permission.CUSTOMER_WRITE)
    if not (email or phone):
        raise NobodyNamed
    person = Person(
        workspace=access.workspace, email=email.strip().lower(), phone=phone, name=name.strip()
    )
    fill_search_text(access, person)
    with transaction.atomic():
        person.save()
        record_audit(access, person, action="person.added", after={"by": access.actor.label})
    return person


def change_contact(
    access: Access, person: Person, *, email: str = "", phone: str = "", name: str = ""
) -> Person:
    """Write what is given; what is not given stays as it is."""
    access.require(Permission.CUSTOMER_WRITE)
    given = {"email": email.strip().lower(), "phone": phone, "name": name.strip()}
    before = {
        field: getattr(person, field)
        for field, value in given.items()
        if value and value != getattr(person, field)
    }
    if not before:
        return person
    for field in before:
        setattr(person, field, given[field])
    company = person.company.name if person.company is not None else ""
    fill_search_text(access, person, company_name=company)
    with transaction.atomic():
        person.save()
        after = {field: given[field] for field in before}
        record_audit(access, person, action="person.changed", before=before, after=after)
    return person
