"""Who was heard: invitations answered, customers and their yearly value."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, Person
from emptychair.customers.queries.gone import gone_companies, gone_people
from emptychair.kit.periods import Period
from emptychair.metrics.models import UnheardReading
from emptychair.metrics.types import Coverage, ResponseRate
from emptychair.surveys.models import Invitation, Response, Survey

DAY = timedelta(days=1)
LATELY = 90  # days
MANY = 20_000  # people, beyond whom nobody waits for them to be counted
STALE = timedelta(days=7)


def response_rate(
    access: Access, period: Period, *, touchpoint_id: int | None = None, metric: str = ""
) -> ResponseRate:
    """The invitations of a period, and how many of them were answered by now."""
    access.require(Permission.SCORE_READ)
    start, end = period.moments(access.workspace.zone)
    asked = Invitation.objects.visible_to(access).filter(
        asked_at__gte=start, asked_at__lt=end, is_test=False
    )
    if touchpoint_id is not None:
        asked = asked.filter(touchpoint=touchpoint_id or None)
    if metric:
        surveys = Survey.objects.visible_to(access).filter(metric=metric)
        asked = asked.filter(survey__in=list(surveys.values_list("pk", flat=True)))
    found = asked.aggregate(asked=Count("pk"), answered=Count("answered_at"))
    return ResponseRate(found["asked"], found["answered"])


def coverage(access: Access, period: Period) -> Coverage:
    """The share of customers, and of their yearly value, who answered anything in a period.

    A customer counts who came before the period ended, was not gone all through it and was not
    merged into another. Where a company has a yearly value it stands for its people; otherwise
    each person's own counts.
    """
    access.require(Permission.SCORE_READ)
    answered = _who_answered(access, period)
    everybody = _customers(access, period)
    heard = everybody.filter(pk__in=answered.values("person_id"))
    companies = _companies(access, period)
    heard_companies = companies.filter(
        pk__in=Person.objects.visible_to(access)
        .filter(pk__in=answered.values("person_id"), company__isnull=False)
        .values("company_id")
    )
    people, people_value = _counted(everybody)
    heard_people, heard_value = _counted(heard)
    return Coverage(
        people=people,
        heard=heard_people,
        value=float(people_value + _value_of(companies)),
        value_heard=float(heard_value + _value_of(heard_companies)),
    )


def coverage_lately(access: Access, today: date) -> tuple[Coverage, date | None]:
    """The same of the last ninety days. Of many people as the nightly reading counted it, with the
    day of that reading; of few, and without one, counted now.
    """
    access.require(Permission.SCORE_READ)
    row = UnheardReading.objects.visible_to(access).filter(people__gte=MANY).first()
    if row is None or not today - STALE <= row.as_of <= today:
        return counted_lately(access, today), None
    told = (row.people or 0, row.people_heard or 0, row.value or 0.0, row.value_heard or 0.0)
    return Coverage(*told), row.as_of


def coverage_of(access: Access, period: Period, *, today: date) -> tuple[Coverage, date | None]:
    """That of a period; of the ninety days up to today as `coverage_lately` tells it."""
    access.require(Permission.SCORE_READ)
    if period == _lately(today):
        return coverage_lately(access, today)
    return coverage(access, period), None


def _who_answered(access: Access, period: Period) -> QuerySet[Response]:
    start, end = period.moments(access.workspace.zone)
    return Response.objects.visible_to(access).filter(
        answered_at__gte=start, answered_at__lt=end, is_counted=True, person__isnull=False
    )


def _customers(access: Access, period: Period) -> QuerySet[Person]:
    found = Person.objects.visible_to(access).filter(_came(period), merged_into__isnull=True)
    return found.exclude(gone_people(access, period.first - DAY, until=period.end - DAY))


def _came(period: Period) -> Q:
    return Q(joined_on=None) | Q(joined_on__lt=period.end)


def _companies(access: Access, period: Period) -> QuerySet[Company]:
    found = Company.objects.visible_to(access).filter(_came(period), yearly_value__isnull=False)
    return found.exclude(gone_companies(access, period.first - DAY, until=period.end - DAY))


def _counted(people: QuerySet[Person]) -> tuple[int, Decimal]:
    """How many, and the value of those whose company has none of its own."""
    alone = Q(company__isnull=True) | Q(company__yearly_value__isnull=True)
    found = people.aggregate(n=Count("pk"), value=Sum(F("yearly_value"), filter=alone))
    return found["n"], found["value"] or Decimal(0)


def _value_of(companies: QuerySet[Company]) -> Decimal:
    return companies.aggregate(value=Sum("yearly_value"))["value"] or Decimal(0)


def counted_lately(access: Access, today: date) -> Coverage:
    """Who was heard in the ninety days up to a day, counted now."""
    return coverage(access, _lately(today))


def _lately(today: date) -> Period:
    return Period(today - timedelta(days=LATELY - 1), today + timedelta(days=1))
