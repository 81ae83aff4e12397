"""What is known of the customer of a case: that of the person, or else of the company."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import AttributeDefinition, Company, Contract, Person
from emptychair.explore.queries.customers.facts import segments_of_companies
from emptychair.explore.queries.facts import Fact, registered_facts
from emptychair.explore.words import dimension_words


def case_facts(access: Access) -> list[Fact]:
    """All of this workspace: its own attributes last."""
    access.require(Permission.CASE_READ)
    rows = AttributeDefinition.objects.visible_to(access).exclude(kind="date")
    return [
        Fact("segment", dimension_words("segment"), "either", _segments, _nobody),
        Fact("region", dimension_words("region"), "either", _regions, _nobody),
        Fact("plan", dimension_words("plan"), "either", _plans, _nobody),
        *registered_facts(access, "either"),
        *(_attribute(row) for row in rows.order_by("applies_to", "label")),
    ]


def _segments(access: Access) -> Mapping[int, Any]:
    return {**segments_of_companies(access), **_of_people(access, "segment")}


def _regions(access: Access) -> Mapping[int, Any]:
    firms = Company.objects.visible_to(access).exclude(region="").order_by()
    return {**dict(firms.values_list("pk", "region")), **_of_people(access, "region")}


def _of_people(access: Access, column: str) -> dict[int, Any]:
    people = Person.objects.visible_to(access).exclude(**{column: ""}).order_by()
    return {-pk: word for pk, word in people.values_list("pk", column)}


def _plans(access: Access) -> Mapping[int, Any]:
    """The plan of the newest contract that runs."""
    rows = Contract.objects.visible_to(access).filter(cancelled_on=None).exclude(plan="")
    found: dict[int, Any] = {}
    named = rows.order_by("starts_on", "pk").values_list("person_id", "company_id", "plan")
    for person, company, plan in named:
        found |= {key: plan for key in (company, -person if person else None) if key}
    return found


def _attribute(row: AttributeDefinition) -> Fact:
    is_number = row.kind == "number"
    name = f"{row.applies_to}.{row.key}"
    return Fact(name, row.label, "either", _reader(row), _nobody, is_number=is_number)


def _reader(row: AttributeDefinition) -> Callable[[Access], Mapping[int, Any]]:
    model: Any = Company if row.applies_to == "company" else Person
    sign = 1 if row.applies_to == "company" else -1

    def read(access: Access) -> Mapping[int, Any]:
        rows = model.objects.visible_to(access).filter(attributes__has_key=row.key).order_by()
        return {sign * pk: value for pk, value in rows.values_list("pk", f"attributes__{row.key}")}

    return read


def _nobody(_access: Access, _token: str) -> Q:
    """Answers are not asked for by these."""
    return Q(pk__in=[])
