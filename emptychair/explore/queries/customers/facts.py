"""What is known of customers: of a company its region, its own attributes and the segment of most
of its people; of a person with a contract of their own theirs. Numbers of people are below nothing.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count, Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.errors import SegmentNotUnderstood
from emptychair.customers.models import AttributeDefinition, Company, Contract, Person
from emptychair.customers.queries import people_in_segment
from emptychair.explore.queries.facts import Fact, registered_facts
from emptychair.explore.words import dimension_words
from emptychair.metrics.queries.groups import tracked_segments

HALF = 0.5  # of its people must fit, for a company to belong to a segment
ROWS_AT_ONCE = 5_000


def customer_facts(access: Access) -> list[Fact]:
    """All of this workspace: attributes of those who have contracts, companies or people."""
    access.require(Permission.CUSTOMER_READ)
    contracts = Contract.objects.visible_to(access)
    kinds = [
        name
        for name, condition in (("company", Q(company__isnull=False)), ("person", Q(company=None)))
        if contracts.filter(condition).exists()
    ]
    rows = AttributeDefinition.objects.visible_to(access).exclude(kind="date")
    own = rows.filter(applies_to__in=kinds).order_by("applies_to", "label")
    return [
        Fact("segment", dimension_words("segment"), "unit", _segments, _nobody),
        Fact("region", dimension_words("region"), "unit", _regions, _nobody),
        *registered_facts(access, "unit"),
        *(_attribute(row) for row in own),
    ]


def units_of_groups(access: Access) -> dict[str, frozenset[int]]:
    """The customers of each saved segment that is shown on the score pages, as of today. A company
    belongs to one that half of its people fit, as where models of risk are split by them.
    """
    access.require(Permission.CUSTOMER_READ)
    segments = tracked_segments(access)
    everybody = _people_by_company(access) if segments else {}
    found = {}
    for one in segments:
        try:
            people = people_in_segment(access, one).order_by().values_list("pk", "company_id")
        except SegmentNotUnderstood:
            continue
        found[str(one.pk)] = _units(people, everybody)
    return found


def _units(people: Any, everybody: Mapping[int, int]) -> frozenset[int]:
    alone, inside = set[int](), Counter[int]()
    for person, company in people.iterator(chunk_size=ROWS_AT_ONCE):
        alone.add(-person)
        if company is not None:
            inside[company] += 1
    firms = (one for one, n in inside.items() if n >= HALF * everybody.get(one, n))
    return frozenset(alone | set(firms))


def _people_by_company(access: Access) -> dict[int, int]:
    rows = Person.objects.visible_to(access).filter(merged_into=None, company__isnull=False)
    return dict(rows.order_by().values_list("company_id").annotate(n=Count("pk")))


def _segments(access: Access) -> Mapping[int, Any]:
    rows = Person.objects.visible_to(access).filter(merged_into=None).exclude(segment="")
    own = {-pk: word for pk, word in _of_buyers(rows, "segment")}
    return {**own, **segments_of_companies(access)}


def segments_of_companies(access: Access) -> dict[int, str]:
    """The segment of most people of each company."""
    rows = Person.objects.visible_to(access).filter(merged_into=None).exclude(segment="")
    firms = rows.filter(company__isnull=False).order_by()
    counted = firms.values_list("company_id", "segment").annotate(n=Count("pk"))
    most: dict[int, tuple[int, str]] = {}
    for company, word, n in counted:
        best = most.get(company)
        if best is None or (-n, word) < (-best[0], best[1]):
            most[company] = (n, word)
    return {company: word for company, (_n, word) in most.items()}


def _regions(access: Access) -> Mapping[int, Any]:
    people = Person.objects.visible_to(access).exclude(region="")
    firms = Company.objects.visible_to(access).exclude(region="").order_by()
    return dict(firms.values_list("pk", "region")) | {
        -pk: word for pk, word in _of_buyers(people, "region")
    }


def _of_buyers(people: Any, column: str) -> Any:
    """Of people with a contract of their own."""
    own = Contract.objects.filter(company=None, person__isnull=False).values("person_id")
    return people.filter(pk__in=own).order_by().values_list("pk", column)


def _attribute(row: AttributeDefinition) -> Fact:
    is_number = row.kind == "number"
    name = f"{row.applies_to}.{row.key}"
    return Fact(name, row.label, "unit", _reader(row), _nobody, is_number=is_number)


def _reader(row: AttributeDefinition) -> Callable[[Access], Mapping[int, Any]]:
    def read(access: Access) -> Mapping[int, Any]:
        column = f"attributes__{row.key}"
        if row.applies_to == "company":
            rows: Any = Company.objects.visible_to(access).filter(attributes__has_key=row.key)
            return dict(rows.order_by().values_list("pk", column))
        rows = Person.objects.visible_to(access).filter(attributes__has_key=row.key)
        return {-pk: value for pk, value in _of_buyers(rows, column)}

    return read


def _nobody(_access: Access, _token: str) -> Q:
    """Answers are not asked for by these."""
    return Q(pk__in=[])
