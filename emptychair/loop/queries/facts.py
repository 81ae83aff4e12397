"""What subscribers and jobs look up, and what an urgency rests on."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Min, Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.customers.models import Company, Contract, Person
from emptychair.kit.errors import NotFound
from emptychair.kit.prepared import ANEW
from emptychair.loop.models import Case
from emptychair.loop.rules.urgency import Severity, is_low
from emptychair.surveys.models import Response

VALUED_SHARE = 0.1  # the most valuable tenth


def workspace_behind(access: Access, workspace_id: int) -> Workspace:
    """The workspace of an event or a job. Raises `NotFound` when it is gone."""
    found = Workspace.objects.filter(pk=workspace_id).first()
    if found is None or (access.place and access.place.pk != workspace_id):
        raise NotFound
    return found


def answer_behind(access: Access, response_id: int) -> Response | None:
    """The answer of an event with its customer, touchpoint and team; nothing when it is gone."""
    parts = ("person__company", "company", "touchpoint__team", "survey__touchpoint__team")
    found = Response.objects.visible_to(access).filter(pk=response_id)
    return found.select_related(*parts).first()


def low_among(access: Access, response_ids: Collection[int]) -> set[int]:
    """Those of these answers, of any workspace, whose score is low."""
    access.require(Permission.SURVEY_SEND)
    found = Response.objects.filter(pk__in=response_ids).values_list("pk", "metric", "score")
    return {pk for pk, metric, score in found if is_low(metric, score)}


def case_of_answer(access: Access, response_id: int) -> Case | None:
    """The case that an answer opened, if there is one."""
    return Case.objects.visible_to(access).filter(response=response_id).first()


def people_with_open_case(access: Access) -> "QuerySet[Case, Any]":
    """Ids of people with whom a case is not closed, for a condition of a segment."""
    found = Case.objects.visible_to(access).unclosed().filter(person__isnull=False)
    return found.values("person_id")


def customers_with_open_case(
    access: Access, customers: Collection[tuple[str, int]]
) -> set[tuple[str, int]]:
    """With which of these a case is not closed: ("company", 3), also through one of its people."""
    if not customers:
        return set()
    people = [pk for kind, pk in customers if kind == "person"]
    firms = [pk for kind, pk in customers if kind == "company"]
    found: set[tuple[str, int]] = set()
    # One after the other: for "or" over two tables SQLite reads all cases.
    wanted = (("person", people), ("company", firms), ("person__company", firms))
    rows = (row for whose, ids in wanted if ids for row in _unclosed(access, whose=whose, ids=ids))
    for person, company, of_person in rows:
        found |= {("person", person or 0), ("company", company or 0), ("company", of_person or 0)}
    return found & set(customers)


def answers_with_case(access: Access, response_ids: Collection[int]) -> set[int]:
    """Which of these answers became a case, open or closed, whoever it was given to."""
    return set(_taken_up(access, answers=list(response_ids)))


@prepared(answers=list[int])
def _taken_up(access: Access, *, answers: list[int]) -> QuerySet[Case, Any]:
    found = Case.objects.filter(workspace=access.workspace, response__in=answers)
    return found.values_list("response_id", flat=True)


@prepared(whose=ANEW, ids=list[int])
def _unclosed(access: Access, *, whose: str, ids: list[int]) -> QuerySet[Case, Any]:
    rows = Case.objects.visible_to(access).unclosed().filter(**{f"{whose}__in": ids})
    return rows.values_list("person_id", "company_id", "person__company_id")


def severity_of(access: Access, answer: Response, *, today: date) -> Severity:
    """What speaks for urgency: the score, what the customer is worth, how near the renewal is."""
    person = answer.person
    company = answer.company or (person.company if person else None)
    renews = next_renewal(access, person, company, today=today)
    return Severity(
        metric=answer.metric,
        score=answer.score if answer.score is not None else -1,
        valued=is_valued(access, person, company),
        renews_in_days=(renews - today).days if renews else None,
        said_why=bool(answer.comment.strip()),
    )


def next_renewal(
    access: Access, person: Person | None, company: Company | None, *, today: date
) -> date | None:
    """The day on which the next contract of the customer renews."""
    whose = _of(person, company)
    if whose is None:
        return None
    found = Contract.objects.visible_to(access).filter(
        whose, renews_on__gte=today, cancelled_on=None
    )
    day: date | None = found.aggregate(first=Min("renews_on"))["first"]
    return day


def renewals(
    access: Access, people: set[int], companies: set[int], *, today: date
) -> tuple[dict[int, date], dict[int, date]]:
    """The next renewals of many people and companies, in one query."""
    # Without "or", an order and a day to begin with: SQLite would walk through all renewals.
    found = Contract.objects.visible_to(access).filter(cancelled_on=None).order_by()
    rows = found.values_list("person_id", "company_id", "renews_on")
    both = rows.filter(person__in=people).union(rows.filter(company__in=companies))
    of_people: dict[int, date] = {}
    of_companies: dict[int, date] = {}
    for person_id, company_id, day in both:
        if day and day >= today:
            for number, days in ((person_id, of_people), (company_id, of_companies)):
                if number:
                    days[number] = min(day, days.get(number, day))
    return of_people, of_companies


def is_valued(access: Access, person: Person | None, company: Company | None) -> bool:
    """Whether the customer is among the most valuable tenth of those whose value is known."""
    if company and company.yearly_value:
        return _in_top(Company, access, company.yearly_value)
    if person and person.yearly_value:
        return _in_top(Person, access, person.yearly_value)
    return False


def _in_top(model: type[Company] | type[Person], access: Access, value: Decimal) -> bool:
    known = model.objects.filter(workspace=access.workspace, yearly_value__gt=0)
    above = known.filter(yearly_value__gt=value).count()
    return above < VALUED_SHARE * known.count()


def _of(person: Person | None, company: Company | None) -> Q | None:
    wanted = Q()
    if person:
        wanted |= Q(person=person)
    if company:
        wanted |= Q(company=company)
    return wanted or None


def people_behind(access: Access, person_ids: list[int]) -> list[Person]:
    """These customers, those who are still there."""
    return list(Person.objects.visible_to(access).filter(pk__in=person_ids).order_by("pk"))
