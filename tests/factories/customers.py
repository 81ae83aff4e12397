"""Customers for tests."""

from itertools import count

from emptychair.accounts.models import Workspace
from emptychair.customers.models import Company, Person

_numbers = count(1)


def make_person(workspace: Workspace, **fields) -> Person:
    number = next(_numbers)
    plain = {"name": f"Customer {number}", "email": f"customer{number}@example.com"}
    return Person.objects.create(workspace=workspace, **(plain | fields))


def make_company(workspace: Workspace, **fields) -> Company:
    return Company.objects.create(workspace=workspace, **({"name": "Yamato Setsubi"} | fields))
