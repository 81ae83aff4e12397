"""Facts about customers that segments do not know: contracts, and the company's own fields."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.automation.facts import Choices, Fact, register_fact
from emptychair.automation.types import Subject
from emptychair.customers.models import AttributeDefinition, Company, Contract
from emptychair.kit.periods import local_day

_KINDS = {"text": "text", "number": "number", "date": "day", "switch": "switch", "choice": "choice"}
_MOST_CHOICES = 60
Values = Mapping[Subject, Any]
_Pick = Callable[[Contract, datetime, Access], Any]


def contracts_by_customer(
    access: Access, subjects: Sequence[Subject], *, now: datetime
) -> dict[Subject, Contract]:
    """The running contract of each customer, the company's before the person's; of several the one
    that began last. One query.
    """
    today = local_day(now, access.workspace.zone)
    people = {one.person_id for one in subjects if one.person_id}
    companies = {one.company_id for one in subjects if one.company_id}
    rows = Contract.objects.visible_to(access).filter(
        Q(cancelled_on=None) | Q(cancelled_on__gt=today),
        Q(person_id__in=people) | Q(company_id__in=companies),
        starts_on__lte=today,
    )
    of_person: dict[int, Contract] = {}
    of_company: dict[int, Contract] = {}
    for row in rows.order_by("starts_on", "pk"):
        if row.company_id:
            of_company[row.company_id] = row
        if row.person_id:
            of_person[row.person_id] = row
    found = {
        one: of_company.get(one.company_id or 0) or of_person.get(one.person_id or 0)
        for one in subjects
    }
    return {one: row for one, row in found.items() if row is not None}


def plans_in_use(access: Access) -> Choices:
    """Names of plans, for choosing."""
    rows = Contract.objects.visible_to(access).exclude(plan="").order_by("plan")
    return [(plan, plan) for plan in rows.values_list("plan", flat=True).distinct()[:_MOST_CHOICES]]


def attribute_facts(access: Access) -> list[Fact]:
    """The workspace's own attributes of companies."""
    rows = AttributeDefinition.objects.visible_to(access).filter(applies_to="company")
    return [
        Fact(
            f"company_attribute:{row.key}",
            _KINDS.get(row.kind, "text"),
            row.label,
            _company_column(row.key, row.kind),
            _choices(row),
        )
        for row in rows.order_by("label")
    ]


def _choices(row: AttributeDefinition) -> Callable[[Access], Choices] | None:
    choices = [(str(one), str(one)) for one in row.choices]
    return (lambda _access: choices) if choices else None


def _company_column(key: str, kind: str) -> Callable[[Access, Sequence[Subject], datetime], Values]:
    def read(access: Access, subjects: Sequence[Subject], now: datetime) -> Values:
        del now
        ids = {one.company_id for one in subjects if one.company_id}
        rows = dict(
            Company.objects.visible_to(access).filter(pk__in=ids).values_list("pk", "attributes")
        )
        values = {one: rows.get(one.company_id or 0, {}).get(key) for one in subjects}
        if kind == "date":
            return {one: _day(value) for one, value in values.items()}
        return values

    return read


def _day(value: Any) -> Any:
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        return None


def _of_contract(pick: _Pick) -> Callable[[Access, Sequence[Subject], datetime], Values]:
    def read(access: Access, subjects: Sequence[Subject], now: datetime) -> Values:
        found = contracts_by_customer(access, subjects, now=now)
        return {one: pick(row, now, access) for one, row in found.items()}

    return read


def _renews_in(row: Contract, now: datetime, access: Access) -> int | None:
    return (row.renews_on - local_day(now, access.workspace.zone)).days if row.renews_on else None


def _has_contract(access: Access, subjects: Sequence[Subject], now: datetime) -> Values:
    found = contracts_by_customer(access, subjects, now=now)
    return {one: one in found for one in subjects}


def _register_own() -> None:
    register_fact(
        Fact("plan", "text", _("plan"), _of_contract(lambda row, *_: row.plan), plans_in_use)
    )
    register_fact(
        Fact("seats", "number", _("seats bought"), _of_contract(lambda row, *_: row.seats))
    )
    register_fact(Fact("renews_in", "number", _("days until renewal"), _of_contract(_renews_in)))
    register_fact(Fact("has_contract", "switch", _("has a running contract"), _has_contract))


_register_own()
