"""Companies by their use, from rows that were made beforehand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet, Sum

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.customers.queries.finding import companies_matching
from emptychair.customers.queries.gone import company_is_gone
from emptychair.kit.prepared import ANEW
from emptychair.usage.models import CompanyUse
from emptychair.usage.models.reading import Use
from emptychair.usage.types import TrialState, UseChange

if TYPE_CHECKING:
    from emptychair.customers.models import Company, Person

VIEWS = ("all", "dropping", "gone", "rising", "unused", "none", "trials")
FACTS = ("pk", "company", "unused_value", "company__yearly_value")  # for `use_facts`
SORTS: dict[str, tuple[Any, ...]] = {
    "change": (F("ratio").asc(nulls_last=True), "pk"),
    "unused": (F("unused_value").desc(nulls_last=True), "pk"),
    "actions": ("-actions", "pk"),
    "last": (F("last_day").asc(nulls_first=True), "pk"),
    "trial": ("trial_ends_on", "pk"),
    "name": ("company__name", "pk"),
}
USUAL_SORT = {
    "all": "actions", "dropping": "change", "rising": "actions", "unused": "unused",
    "none": "name", "trials": "trial", "gone": "last",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class UseRow:
    """One line of the list."""

    company_id: int | None
    name: str
    owner: str
    as_of: date
    active_days: int
    users: int
    actions: int
    before_actions: int
    features: int
    last_day: date | None
    change: UseChange
    ratio: float | None
    low: float | None
    high: float | None
    seats: int | None
    unused_seats: int | None
    unused_value: Decimal | None
    currency: str
    renews_on: date | None
    trial: str
    trial_ends_on: date | None
    yearly_value: Decimal | None
    person_id: int | None = None

    @property
    def used_seats(self) -> int | None:
        """Seats that somebody used; None where it is not known."""
        if self.seats is None or self.unused_seats is None:
            return None
        return self.seats - self.unused_seats

    @property
    def is_gone(self) -> bool:
        """Used once, and not in the last four weeks."""
        return self.last_day is not None and not self.active_days


@dataclass(frozen=True, slots=True)
class UseFacts:
    """What the order of Today needs to know of a row that one should look at."""

    kind: str  # dropping, unused, trial
    row_id: int
    customer_id: int
    value: float


@dataclass(frozen=True, slots=True)
class UseTotals:
    """What stands above the list. Money of several currencies stands apart."""

    companies: int
    active: int
    dropping: int
    gone: int
    rising: int
    with_seats: int
    bought: int
    unused_of_all: int
    unused: tuple[tuple[str, Decimal], ...]
    never_seen: int
    trials: int


def companies_by_use(
    access: Access, *, view: str = "all", text: str = "", sort: str = ""
) -> QuerySet[CompanyUse]:
    """Rows of the list, sorted; `use_rows` reads what is shown of them by their numbers alone."""
    access.require(Permission.CUSTOMER_READ)
    rows = CompanyUse.objects.visible_to(access).filter(in_view(access, view))
    if access.assigned_only:
        return rows.none()
    if text:
        rows = rows.filter(company__in=companies_matching(access, text).order_by().values("pk"))
    order = SORTS.get(sort) or SORTS[USUAL_SORT.get(view, "actions")]
    return rows.order_by(*order)


def in_view(access: Access, view: str) -> Q:
    """Rows of one of the lists."""
    access.require(Permission.CUSTOMER_READ)
    return {
        "dropping": Q(change=UseChange.DROPPING),
        "rising": Q(change=UseChange.RISING),
        "gone": Q(active_days=0, last_day__isnull=False),
        "unused": Q(unused_seats__gt=0),
        "none": Q(last_day=None, seats__gt=0),
        "trials": Q(trial=TrialState.RUNNING),
    }.get(view, Q())


def use_rows(access: Access, rows: list[CompanyUse]) -> list[UseRow]:
    """Rows of a page with names; one question."""
    access.require(Permission.CUSTOMER_READ)
    full = CompanyUse.objects.visible_to(access).select_related("company__owner")
    by_id = full.in_bulk([row.pk for row in rows])
    return [_row(access, by_id[row.pk]) for row in rows if row.pk in by_id]


def _row(access: Access, row: CompanyUse) -> UseRow:
    company = row.company
    return shown_use(access, row, company, name=company.name, company_id=row.company_id)


def shown_use(
    access: Access,
    row: Use,
    customer: "Company | Person",
    *,
    name: str,
    company_id: int | None = None,
    person_id: int | None = None,
) -> UseRow:
    """A stored row with whose it is."""
    access.require(Permission.CUSTOMER_READ)
    return UseRow(
        company_id=company_id,
        person_id=person_id,
        name=name,
        owner=str(customer.owner or ""),
        as_of=row.as_of,
        active_days=row.active_days,
        users=row.users,
        actions=row.actions,
        before_actions=row.before_actions,
        features=row.features,
        last_day=row.last_day,
        change=UseChange(row.change),
        ratio=row.ratio,
        low=row.ratio_low,
        high=row.ratio_high,
        seats=row.seats,
        unused_seats=row.unused_seats,
        unused_value=row.unused_value,
        currency=row.currency,
        renews_on=row.renews_on,
        trial=row.trial,
        trial_ends_on=row.trial_ends_on,
        yearly_value=customer.yearly_value,
    )


def use_totals(access: Access) -> UseTotals:
    """What all companies come to."""
    access.require(Permission.CUSTOMER_READ)
    return totals_of(access, CompanyUse.objects.visible_to(access))


def totals_of(access: Access, rows: Any) -> UseTotals:
    """What all rows of one table come to."""
    access.require(Permission.CUSTOMER_READ)
    known = Q(unused_seats__isnull=False)
    found = rows.aggregate(
        companies=Count("pk"),
        active=Count("pk", filter=Q(active_days__gt=0)),
        dropping=Count("pk", filter=in_view(access, "dropping")),
        gone=Count("pk", filter=in_view(access, "gone")),
        rising=Count("pk", filter=in_view(access, "rising")),
        with_seats=Count("pk", filter=known),
        bought=Sum("seats", filter=known, default=0),
        unused_of_all=Sum("unused_seats", default=0),
        never_seen=Count("pk", filter=in_view(access, "none")),
        trials=Count("pk", filter=in_view(access, "trials")),
    )
    money = rows.filter(unused_value__gt=0).values("currency").order_by("currency")
    unused = tuple(
        (row["currency"], row["money"]) for row in money.annotate(money=Sum("unused_value"))
    )
    return UseTotals(**found, unused=unused)


def company_reading(access: Access, company_id: int) -> UseRow | None:
    """The row of one company, if it has one."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return None
    rows = CompanyUse.objects.visible_to(access).select_related("company__owner")
    found = rows.filter(company=company_id).first()
    return _row(access, found) if found else None


def companies_to_look_at(access: Access, *, today: date, limit: int) -> list[UseFacts]:
    """What Today should show: use that drops, seats nobody uses before a renewal, trials that end
    without use; each kind with its dearest first.
    """
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    kinds = {
        "dropping": _dropping(access, today=today, limit=limit),
        "unused": _unused(access, today=today, soon=today + timedelta(days=90), limit=limit),
        "trial": _trials(access, soon=today + timedelta(days=7), limit=limit),
    }
    return use_facts(access, kinds)


@prepared(today=date, limit=ANEW)
def _dropping(access: Access, *, today: date, limit: int) -> QuerySet[CompanyUse, Any]:
    rows = CompanyUse.objects.visible_to(access).filter(in_view(access, "dropping"))
    rows = rows.exclude(company_is_gone(access, today))
    dear = F("company__yearly_value").desc(nulls_last=True)
    return rows.order_by(dear, "pk").values_list(*FACTS)[:limit]


@prepared(today=date, soon=date, limit=ANEW)
def _unused(access: Access, *, today: date, soon: date, limit: int) -> QuerySet[CompanyUse, Any]:
    rows = CompanyUse.objects.visible_to(access).filter(
        unused_value__gt=0, renews_on__gt=today, renews_on__lte=soon,
        unused_seats__gte=F("seats") * 0.3,
    )  # fmt: skip
    return rows.order_by("-unused_value", "pk").values_list(*FACTS)[:limit]


@prepared(soon=date, limit=ANEW)
def _trials(access: Access, *, soon: date, limit: int) -> QuerySet[CompanyUse, Any]:
    rows = CompanyUse.objects.visible_to(access).filter(
        in_view(access, "trials"), trial_ends_on__lte=soon, active_days=0
    )
    return rows.order_by("trial_ends_on", "pk").values_list(*FACTS)[:limit]


def companies_with_use(access: Access, ids: Collection[int]) -> dict[int, UseRow]:
    """The rows of these companies, by the number of the row."""
    access.require(Permission.CUSTOMER_READ)
    rows = CompanyUse.objects.visible_to(access).select_related("company__owner").in_bulk(list(ids))
    return {pk: _row(access, one) for pk, one in rows.items()}


def use_facts(access: Access, kinds: Mapping[str, Iterable[Sequence[Any]]]) -> list[UseFacts]:
    """Rows of each kind with what the order of Today needs to know: their number, the customer,
    money for what is unused, and a year's value.
    """
    access.require(Permission.CUSTOMER_READ)
    return [
        UseFacts(kind, pk, customer, float((unused if kind == "unused" else yearly) or 0))
        for kind, rows in kinds.items()
        for pk, customer, unused, yearly in rows
    ]
