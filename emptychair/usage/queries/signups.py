"""Those who signed up and did not get going."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, CustomerEvent, Person
from emptychair.kit.moments import moment_of, told_as_text
from emptychair.kit.periods import Period
from emptychair.loop.queries.masked import name_of
from emptychair.usage.queries.definitions import use_definition
from emptychair.usage.types import UnfinishedSignup

_WHOSE, _TOLD = ("person_id", "company_id"), told_as_text("occurred_at")
OFTEN = 4  # activations for each sign-up, from which on each sign-up looks for its own
AT_ONCE = 5_000
DAY = 10  # letters of a moment that tell its day
Pair = tuple[int | None, int | None]  # a person and their company


@dataclass(frozen=True, slots=True)
class SignupRow:
    """One of them, fit to show. `kind` and `id` lead to the customer."""

    kind: str
    id: int
    name: str
    signed_up_at: datetime
    days: int
    owner: str


def unfinished_signups(
    access: Access, period: Period, *, now: datetime | None = None
) -> list[UnfinishedSignup]:
    """Who signed up in the period and was not activated within the days of the definition.

    Those whose days are not over yet are not among them. Both events are named on the page of
    definitions. A colleague's activation counts for the company, and a person's own for somebody
    who signed up by themselves, though it is told of a company they have come to be in.
    """
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    now, wanted = now or timezone.now(), use_definition(access)
    begun, ended = period.moments(access.workspace.zone)
    within = timedelta(days=wanted.activation_days)
    rows = CustomerEvent.objects.visible_to(access).filter(
        name=wanted.signup_event,
        occurred_at__gte=begun,
        occurred_at__lt=ended,
        occurred_at__lte=now - within,
    )
    later = CustomerEvent.objects.visible_to(access).filter(
        name=wanted.activated_event, occurred_at__gte=begun
    )
    found, last = [], _LastMoments(wanted.activation_days)
    for (person, company), (at, activated) in _first_of_each(
        rows, later, wanted.activated_event
    ).items():
        if activated is None or activated > last.of(at):
            moment = moment_of(at)
            found.append(UnfinishedSignup(person, company, moment, (now - moment).days))
    return found


def signup_rows(access: Access, some: Sequence[UnfinishedSignup]) -> list[SignupRow]:
    """With names as this access may see them, and who looks after them: two questions."""
    access.require(Permission.CUSTOMER_READ)
    people = Person.objects.visible_to(access).select_related("owner", "company__owner")
    known = people.in_bulk([one.person_id for one in some if one.person_id])
    firms = Company.objects.visible_to(access).select_related("owner")
    companies = firms.in_bulk([one.company_id for one in some if one.company_id])
    found = []
    for one in some:
        person, company = known.get(one.person_id or 0), companies.get(one.company_id or 0)
        whom = person or company
        if whom is not None:
            kind = "company" if person is None else "person"
            own = (person and person.owner) or (company and company.owner)
            found.append(
                SignupRow(
                    kind, whom.pk, name_of(access, person, company), one.signed_up_at, one.days,
                    str(own or ""),
                )
            )  # fmt: skip
    return found


def signups_known(access: Access) -> bool:
    """Whether any sign-up was ever seen, so that none unfinished is a good sign and no gap."""
    access.require(Permission.CUSTOMER_READ)
    name = use_definition(access).signup_event
    return CustomerEvent.objects.visible_to(access).filter(name=name).exists()


def _first_of_each(
    signups: QuerySet[CustomerEvent], activations: QuerySet[CustomerEvent], event: str
) -> dict[Pair, tuple[str, str | None]]:
    """When each signed up first, in that order, and when they were activated first since.

    Activations are read once and put together here; where there are very many, each sign-up looks
    for its own.
    """
    found: dict[Pair, tuple[str, str | None]] = {}
    often = OFTEN * signups.count()
    signups = signups.order_by("occurred_at", "pk")
    if activations[: often + 1].count() > often:
        rows = signups.values_list(*_WHOSE, _TOLD, _activated_from(event))
        for person, company, at, activated in rows:
            found.setdefault((person, company), (at, activated))
        return found
    known = _Activations(activations)
    for person, company, at in signups.values_list(*_WHOSE, _TOLD).iterator(AT_ONCE):
        if (person, company) not in found:
            found[person, company] = (at, known.first(person, company, at))
    return found


class _LastMoments:
    """Up to when each sign-up may be activated, as text: so many days on, at the same time of day.

    Reading every moment takes longer than finding them; few days are told of many.
    """

    def __init__(self, days: int) -> None:
        self._days, self._known = timedelta(days=days), dict[str, str]()

    def of(self, told: str) -> str:
        """The last moment of one sign-up."""
        day = told[:DAY]
        if day not in self._known:
            self._known[day] = (date.fromisoformat(day) + self._days).isoformat()
        return self._known[day] + told[DAY:]


class _Activations:
    """When each person and anybody of each company were activated; as texts, whose order is that of
    the moments.
    """

    def __init__(self, events: QuerySet[CustomerEvent]) -> None:
        self._people: dict[int, list[str]] = defaultdict(list)
        self._companies: dict[int, list[str]] = defaultdict(list)
        rows = events.order_by("occurred_at").values_list(*_WHOSE, _TOLD)
        for person, company, at in rows.iterator(AT_ONCE):
            if person is not None:
                self._people[person].append(at)
            if company is not None:
                self._companies[company].append(at)

    def first(self, person: int | None, company: int | None, since: str) -> str | None:
        """The first from a moment on: of anybody of the company, or of the person without one."""
        if company is not None:
            of_whom = self._companies.get(company)
        else:
            of_whom = None if person is None else self._people.get(person)
        place = bisect_left(of_whom, since) if of_whom else 0
        return of_whom[place] if of_whom and place < len(of_whom) else None


def _activated_from(event: str) -> Case:
    """When they were activated first from a sign-up on: anybody of its company, or the person.

    One look for each sign-up into the index of its customer, however often the event happens.
    Asked by the customer only, which belongs to one workspace: with the workspace, SQLite would
    read all events of that name.
    """
    later = CustomerEvent.objects.filter(name=event, occurred_at__gte=OuterRef("occurred_at"))
    first = later.order_by("occurred_at")
    own = first.filter(person=OuterRef("person")).values_list(_TOLD)[:1]
    anybody = first.filter(company=OuterRef("company")).values_list(_TOLD)[:1]
    return Case(When(company=None, then=Subquery(own)), default=Subquery(anybody))
