"""Customers for tests."""

from itertools import count

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.customers.models import Company, Contract, CustomerEvent, Order, Person
from emptychair.customers.services.searchable import fill_search_text
from tests.people import NOW

_numbers = count(1)


def make_person(workspace: Workspace, **fields) -> Person:
    number = next(_numbers)
    plain = {"name": f"Customer {number}", "email": f"customer{number}@example.com"}
    person = Person(workspace=workspace, **(plain | fields))
    company = person.company.name if person.company else ""
    fill_search_text(Access.system(workspace, "tests"), person, company_name=company)
    person.save()
    return person


def make_company(workspace: Workspace, **fields) -> Company:
    company = Company(workspace=workspace, **({"name": "Yamato Setsubi"} | fields))
    fill_search_text(Access.system(workspace, "tests"), company)
    company.save()
    return company


def make_event(person: Person, **fields) -> CustomerEvent:
    plain = {
        "name": "logged_in",
        "source": "test",
        "message_id": f"m{next(_numbers)}",
        "occurred_at": NOW,
    }
    return CustomerEvent.objects.create(
        workspace=person.workspace, person=person, company=person.company, **(plain | fields)
    )


def make_order(person: Person, **fields) -> Order:
    plain = {
        "external_id": f"o{next(_numbers)}",
        "ordered_at": NOW,
        "item": "Tea",
        "amount": 1200,
        "currency": "JPY",
    }
    return Order.objects.create(workspace=person.workspace, person=person, **(plain | fields))


def make_contract(person: Person, **fields) -> Contract:
    plain = {
        "external_id": f"k{next(_numbers)}",
        "plan": "Standard",
        "amount": 60000,
        "currency": "JPY",
        "period": "month",
        "starts_on": NOW.date(),
    }
    return Contract.objects.create(
        workspace=person.workspace, person=person, company=person.company, **(plain | fields)
    )
