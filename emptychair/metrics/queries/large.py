"""The most valuable customers, and which of them ever said anything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import ceil

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, Person
from emptychair.customers.queries.gone import gone_companies, gone_people
from emptychair.kit.models import WorkspaceQuerySet
from emptychair.surveys.models import Response

LARGE_SHARE = 0.1  # the most valuable tenth
AT_ONCE = 500  # SQLite takes about a thousand values in one query
ASKED_AT_MOST = 10  # people of a company of whom it is looked up whether they may be asked
Unit = tuple[str, int]  # ("company", 3)


@dataclass(frozen=True, slots=True)
class Large:
    """A customer of the most valuable tenth, by place."""

    unit: Unit
    place: int
    value: float


def large_customers(access: Access, today: date) -> tuple[int, list[Large]]:
    """How many customers have a value, and the most valuable tenth of them.

    A company with a value of its own stands for its people, as wherever revenue is counted.
    """
    access.require(Permission.SCORE_READ)
    firms, people = _firms(access, today), _people(access, today)
    total = firms.count() + people.count()
    wanted = ceil(total * LARGE_SHARE)
    found = [
        (-float(value or 0), kind, pk)
        for kind, rows in (("company", firms), ("person", people))
        for pk, value in rows.order_by("-yearly_value", "pk").values_list("pk", "yearly_value")[
            :wanted
        ]
    ]
    largest = sorted(found)[:wanted]
    rows = [
        Large((kind, pk), place, -value) for place, (value, kind, pk) in enumerate(largest, start=1)
    ]
    return total, rows


def heard_ever(access: Access, units: Sequence[Unit]) -> set[Unit]:
    """Of whom anybody ever answered anything."""
    access.require(Permission.SCORE_READ)
    found: set[Unit] = set()
    told = Response.objects.visible_to(access).filter(is_counted=True)
    for ids in _some([pk for kind, pk in units if kind == "person"]):
        rows = told.filter(person__in=ids).values_list("person_id", flat=True)
        found |= {("person", pk) for pk in rows.distinct() if pk}
    for ids in _some([pk for kind, pk in units if kind == "company"]):
        through = told.filter(person__company__in=ids).values_list("person__company_id", flat=True)
        own = told.filter(company__in=ids).values_list("company_id", flat=True)
        found |= {("company", pk) for pk in [*through.distinct(), *own.distinct()] if pk}
    return found


def people_to_ask(access: Access, units: Sequence[Unit], today: date) -> dict[Unit, list[int]]:
    """Who could be asked of each, those with a mail address first; none has left."""
    access.require(Permission.SCORE_READ)
    found: dict[Unit, list[int]] = {(kind, pk): [pk] for kind, pk in units if kind == "person"}
    for ids in _some([pk for kind, pk in units if kind == "company"]):
        rows = Person.objects.visible_to(access).filter(company__in=ids, merged_into=None)
        rows = rows.exclude(gone_people(access, today))
        known = rows.order_by("pk").values_list("company_id", "pk", "email")
        for company, pk, _email in sorted(known, key=lambda row: not row[2]):
            found.setdefault(("company", company or 0), []).append(pk)
    return found


def _firms(access: Access, today: date) -> WorkspaceQuerySet[Company]:
    rows = Company.objects.visible_to(access).filter(yearly_value__gt=0)
    return rows.exclude(gone_companies(access, today))


def _people(access: Access, today: date) -> WorkspaceQuerySet[Person]:
    rows = Person.objects.visible_to(access).filter(yearly_value__gt=0, merged_into=None)
    rows = rows.exclude(gone_people(access, today))
    return rows.filter(
        Q(company=None) | Q(company__yearly_value=None) | Q(company__yearly_value__lte=0)
    )


def _some(ids: list[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while part := list(islice(rest, AT_ONCE)):
        yield part
