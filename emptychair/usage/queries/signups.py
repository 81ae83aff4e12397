"""Those who signed up and did not get going."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, CustomerEvent, Person
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.periods import Period
from emptychair.loop.queries.masked import name_of
from emptychair.usage.queries.definitions import use_definition
from emptychair.usage.types import UnfinishedSignup


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
    definitions. A colleague's activation counts for the company.
    """
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    now, wanted = now or timezone.now(), use_definition(access)
    begun, ended = period.moments(access.workspace.zone)
    events = CustomerEvent.objects.visible_to(access).filter(
        name=wanted.signup_event, occurred_at__gte=begun, occurred_at__lt=ended
    )
    rows = events.order_by("occurred_at", "pk").values_list(
        "person_id", "company_id", "occurred_at"
    )
    signed: dict[tuple[int | None, int | None], datetime] = {}
    for person, company, moment in rows:
        signed.setdefault((person, company), moment)
    within = timedelta(days=wanted.activation_days)
    over = {who: at for who, at in signed.items() if at + within <= now}
    started = _started(access, wanted.activated_event, over)
    return [
        UnfinishedSignup(person, company, at, (now - at).days)
        for (person, company), at in over.items()
        if not any(at <= one <= at + within for one in started.get(_whose(person, company), ()))
    ]


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


def _whose(person: int | None, company: int | None) -> tuple[str, int]:
    return ("company", company) if company else ("person", person or 0)


def _started(
    access: Access, event: str, signed: dict[tuple[int | None, int | None], datetime]
) -> dict[tuple[str, int], list[datetime]]:
    found: dict[tuple[str, int], list[datetime]] = {}
    for moment, person, company in _activations(access, event, signed):
        for whose in {("company", company or 0), ("person", person or 0)}:
            found.setdefault(whose, []).append(moment)
    return found


def _activations(
    access: Access, event: str, signed: dict[tuple[int | None, int | None], datetime]
) -> Iterator[tuple[datetime, int | None, int | None]]:
    if not signed:
        return
    rows = CustomerEvent.objects.visible_to(access).filter(
        name=event, occurred_at__gte=min(signed.values())
    )
    columns = ("occurred_at", "person_id", "company_id")
    companies = sorted({company for _person, company in signed if company})
    people = sorted({person for person, company in signed if person and not company})
    for some in in_batches(companies):
        yield from rows.filter(company__in=some).values_list(*columns)
    for some in in_batches(people):
        yield from rows.filter(person__in=some, company=None).values_list(*columns)
