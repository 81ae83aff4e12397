"""What happened at customers as our own tables tell it: contracts, leaving, closed cases."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Contract, Person
from emptychair.customers.own_events import (
    CASE_CLOSED,
    CONTRACT_CANCELLED,
    CUSTOMER_LEFT,
    renewal_days,
    renewal_event,
)
from emptychair.customers.queries.gone import no_longer_there, people_away
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.periods import start_of_day
from emptychair.messaging.models import Hold
from emptychair.surveys.models import Survey
from emptychair.surveys.types import SurveyState

MOST_AT_COMPANY = 20  # people of a company who are asked about its contract


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFact:
    """Something that happened at a person; `key` is the same each time one looks."""

    name: str
    person_id: int
    moment: datetime
    key: str
    properties: dict[str, Any] = field(default_factory=dict)


def own_facts(access: Access, name: str, *, first: date, last: date) -> Iterator[OwnFact]:
    """What happened from `first` to `last`, both included, under one of our own names."""
    access.require(Permission.CUSTOMER_READ)
    days = renewal_days(name)
    if days is not None:
        yield from _renewals(access, days, first, last)
    elif name == CONTRACT_CANCELLED:
        yield from _cancelled(access, first, last)
    elif name == CUSTOMER_LEFT:
        yield from _left(access, first, last)
    elif name == CASE_CLOSED:
        yield from _closed(access, first, last)


def names_waited_for(access: Access) -> set[str]:
    """The events that running surveys wait for."""
    rows = Survey.objects.visible_to(access).filter(state=SurveyState.RUNNING)
    return set(rows.exclude(trigger_event="").values_list("trigger_event", flat=True))


def _renewals(access: Access, days: int, first: date, last: date) -> Iterator[OwnFact]:
    ahead = timedelta(days=days)
    rows = Contract.objects.visible_to(access).filter(
        renews_on__gte=first + ahead, renews_on__lte=last + ahead, cancelled_on=None
    )
    for contract, person_id in _with_people(access, rows, last):
        if contract.renews_on is None:
            continue
        yield OwnFact(
            name=renewal_event(days),
            person_id=person_id,
            moment=start_of_day(contract.renews_on - ahead, access.workspace.zone),
            key=f"renewal:{contract.pk}:{contract.renews_on}:{days}:{person_id}",
            properties=_about(contract) | {"renews_on": contract.renews_on.isoformat()},
        )


def _cancelled(access: Access, first: date, last: date) -> Iterator[OwnFact]:
    rows = Contract.objects.visible_to(access).filter(
        cancelled_on__gte=first, cancelled_on__lte=last
    )
    for contract, person_id in _with_people(access, rows, last):
        if contract.cancelled_on is None:
            continue
        yield OwnFact(
            name=CONTRACT_CANCELLED,
            person_id=person_id,
            moment=start_of_day(contract.cancelled_on, access.workspace.zone),
            key=f"cancelled:{contract.pk}:{contract.cancelled_on}:{person_id}",
            properties=_about(contract),
        )


def _left(access: Access, first: date, last: date) -> Iterator[OwnFact]:
    """By the one definition; who only stopped coming told nobody, and is no one to ask why."""
    days = {
        pk: one.left_on
        for pk, spans in people_away(access).items()
        for one in spans
        if first <= one.left_on <= last and not one.quietly
    }
    rows = Person.objects.visible_to(access).filter(merged_into=None)
    for some in in_batches(sorted(days)):
        for person_id in rows.filter(pk__in=some).order_by("pk").values_list("pk", flat=True):
            yield OwnFact(
                name=CUSTOMER_LEFT,
                person_id=person_id,
                moment=start_of_day(days[person_id], access.workspace.zone),
                key=f"left:{person_id}:{days[person_id]}",
            )


def _closed(access: Access, first: date, last: date) -> Iterator[OwnFact]:
    """By the holds that cases lift when they close; the loop notes the event itself."""
    zone = access.workspace.zone
    rows = Hold.objects.visible_to(access).filter(
        source__startswith="case:",
        lifted_at__gte=start_of_day(first, zone),
        lifted_at__lt=start_of_day(last + timedelta(days=1), zone),
    )
    for person_id, source, moment in rows.values_list("person_id", "source", "lifted_at"):
        if moment is not None:
            key = f"{source}:{moment.isoformat()}"
            yield OwnFact(name=CASE_CLOSED, person_id=person_id, moment=moment, key=key)


def _with_people(
    access: Access, contracts: QuerySet[Contract], on: date
) -> Iterator[tuple[Contract, int]]:
    """Each contract with whom it belongs to: its person, else those of its company who are still
    there.
    """
    rows = list(contracts.order_by("pk"))
    companies = {row.company_id for row in rows if row.person_id is None and row.company_id}
    people: dict[int, list[int]] = {}
    found = Person.objects.visible_to(access).filter(company__in=companies, merged_into=None)
    found = found.exclude(no_longer_there(access, on))
    for company_id, person_id in found.order_by("pk").values_list("company_id", "pk"):
        if company_id is not None:
            people.setdefault(company_id, []).append(person_id)
    for row in rows:
        ids = [row.person_id] if row.person_id else people.get(row.company_id or 0, [])
        for person_id in ids[:MOST_AT_COMPANY]:
            if person_id is not None:
                yield row, person_id


def _about(contract: Contract) -> dict[str, Any]:
    return {
        "plan": contract.plan,
        "amount": float(contract.amount),
        "currency": contract.currency,
        "period": contract.period,
    }
