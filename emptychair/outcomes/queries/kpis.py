"""KPIs with where they stand: lists, one, and those of a customer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import Combinable
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, Person
from emptychair.customers.queries.finding import (
    companies_matching,
    people_matching,
    shown_name,
)
from emptychair.kit.errors import NotFound
from emptychair.kit.models import WorkspaceQuerySet
from emptychair.kit.periods import local_day
from emptychair.outcomes.models import Confirmation, Kpi
from emptychair.outcomes.rules.progress import standing_of
from emptychair.outcomes.types import ConfirmationState, Source

VIEWS = ("all", "due", "lagging", "unconfirmed", "corrected", "unasked")
SORTS = ("due", "progress", "name", "newest")


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiRow:
    """One KPI fit to show."""

    id: int
    name: str
    unit: str
    direction: str
    source: str
    is_proxy: bool
    customer: str
    company_id: int | None
    person_id: int | None
    start_value: float | None
    start_on: date | None
    target_value: float | None
    target_on: date | None
    current_value: float | None
    current_on: date | None
    progress: float | None
    standing: str
    checked_on: date | None
    due_on: date | None
    is_due: bool
    confirmed_on: date | None
    is_confirmed: bool
    customer_owner: str
    owner: str
    owner_id: int | None


def kpis_listed(
    access: Access, *, view: str = "all", text: str = "", sort: str = "due", today: date
) -> WorkspaceQuerySet[Kpi]:
    """KPIs that run; `kpi_rows` makes a page of them readable."""
    access.require(Permission.CUSTOMER_READ)
    rows = running_kpis(access)
    if view == "due":
        rows = rows.filter(due_on__lte=today)
    elif view == "lagging":
        rows = rows.filter(lags_from__lte=today)
    elif view == "unconfirmed":
        rows = rows.filter(is_confirmed=False, current_on__isnull=False)
    elif view == "corrected":
        rows = rows.filter(Exists(_undecided(access).filter(kpi=OuterRef("pk"))))
    if text:
        rows = rows.filter(_matching(access, text))
    return rows.order_by(*_ORDER.get(sort, _ORDER["due"]))


def running_kpis(access: Access) -> WorkspaceQuerySet[Kpi]:
    """All that were not given up; none for a partner."""
    rows = Kpi.objects.visible_to(access).filter(retired_at=None)
    rows = rows.none() if access.assigned_only else rows
    return rows.select_related("company", "person", "customer_owner", "owner")


def kpis_of(
    access: Access,
    company_id: int | None = None,
    *,
    person_id: int | None = None,
    today: date | None = None,
) -> list[KpiRow]:
    """Those of one customer, by name, as they stand today."""
    access.require(Permission.CUSTOMER_READ)
    today = today or local_day(timezone.now(), access.workspace.zone)
    wanted = Q(company=company_id) if company_id is not None else Q(person=person_id)
    rows = running_kpis(access).filter(wanted).order_by("name", "pk")
    return kpi_rows(access, rows, today=today)


def kpi_with_id(access: Access, kpi_id: int) -> Kpi:
    """One KPI, also one that was given up. Raises `NotFound`."""
    access.require(Permission.CUSTOMER_READ)
    rows = Kpi.objects.visible_to(access).filter(pk=kpi_id)
    found = rows.select_related("company", "person", "customer_owner", "owner", "interview").first()
    if found is None or access.assigned_only:
        raise NotFound
    return found


def kpi_with_external_id(access: Access, external_id: str) -> Kpi | None:
    """One KPI by the id of another system."""
    access.require(Permission.CUSTOMER_READ)
    return running_kpis(access).with_external_id(external_id).first() if external_id else None


def kpi_rows(access: Access, rows: Iterable[Kpi], *, today: date) -> list[KpiRow]:
    """A page of KPIs, names masked where they must be."""
    return [kpi_row(access, one, today=today) for one in rows]


def kpi_row(access: Access, one: Kpi, *, today: date) -> KpiRow:
    """One KPI fit to show."""
    plain = {name: getattr(one, name) for name in _PLAIN}
    return KpiRow(
        **plain,
        is_proxy=one.source == Source.PROXY,
        customer=customer_name(access, one.company, one.person),
        standing=str(standing_of(one.agreed_terms, one.current_value, on=today).value),
        is_due=one.due_on is not None and one.due_on <= today,
        customer_owner=shown_name(access, one.customer_owner) if one.customer_owner else "",
        owner=str(one.owner or ""),
    )


def customer_name(access: Access, company: Company | None, person: Person | None) -> str:
    """Whose it is; a person masked where names may not be seen."""
    if company is not None:
        return company.name
    return shown_name(access, person) if person is not None else ""


def _undecided(access: Access) -> WorkspaceQuerySet[Confirmation]:
    rows = Confirmation.objects.visible_to(access)
    return rows.filter(state=ConfirmationState.CORRECTED, decided="")


def _matching(access: Access, text: str) -> Q:
    companies = companies_matching(access, text).values("pk")
    people = people_matching(access, text).values("pk")
    return Q(name__icontains=text) | Q(company__in=companies) | Q(person__in=people)


_ORDER: dict[str, tuple[str | Combinable, ...]] = {
    "due": (F("due_on").asc(nulls_last=True), "pk"),
    "progress": (F("progress").asc(nulls_first=True), "pk"),
    "name": ("name", "pk"),
    "newest": ("-pk",),
}
_PLAIN = (
    *("id", "name", "unit", "direction", "source", "company_id", "person_id"),
    *("start_value", "start_on", "target_value", "target_on", "current_value", "current_on"),
    *("progress", "checked_on", "due_on", "confirmed_on", "is_confirmed", "owner_id"),
)
