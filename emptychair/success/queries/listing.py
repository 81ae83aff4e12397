"""Lists of customers by health and risk: small stored rows, a page at a time."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.customers.queries.finding import named, owned_by, people_matching
from emptychair.customers.rules.batches import in_batches
from emptychair.loop.queries.masked import name_of
from emptychair.success.models import CustomerHealth
from emptychair.success.types import HealthRow, ListTotals, Quadrant

SORTS: dict[str, tuple[Any, ...]] = {  # each in the order of an index
    "rank": ("-rank", "unit"),
    "risk": (F("risk_90").desc(nulls_last=True), "-rank", "unit"),
    "worth": (F("worth").desc(nulls_last=True), "unit"),
    "renewal": (F("renews_in").asc(nulls_last=True), "unit"),
}
NEAR = 90
AT_ONCE_AT_MOST = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFilters:
    """What a list is narrowed to."""

    text: str = ""
    sign: str = ""
    quadrant: str = ""
    owner_id: int | None = None
    kind: str = ""  # companies, people
    renewing: bool = False
    sort: str = "rank"
    chances: bool = False


@dataclass(slots=True)
class HealthRows:
    """Rows that are read when a slice is asked for."""

    access: Access
    rows: QuerySet[CustomerHealth]

    def __getitem__(self, part: slice) -> list[HealthRow]:
        """Some of them, fit to show; whose they are is read of these alone."""
        keys = list(self.rows.values_list("pk", flat=True)[part])
        found: dict[int, CustomerHealth] = {}
        for some in in_batches(keys):
            found |= {row.pk: row for row in _with_keys(self.access, keys=list(some))}
        return [_shown(self.access, found[key]) for key in keys if key in found]

    def both_known(self) -> "HealthRows":
        """Those of whom outcome and experience are known."""
        return HealthRows(self.access, self.rows.exclude(quadrant=Quadrant.UNKNOWN))


def customers_at_risk(access: Access, filters: RiskFilters) -> HealthRows:
    """Who shows a sign of leaving, or is put there by a live model, the most at stake first."""
    access.require(Permission.CUSTOMER_READ)
    rows = CustomerHealth.objects.visible_to(access).at_risk()
    return HealthRows(access, _ordered(_narrowed(access, rows, filters), filters.sort))


def customers_by_quadrant(access: Access, filters: RiskFilters) -> HealthRows:
    """Everybody of a quadrant, or everybody; the most valuable first."""
    access.require(Permission.CUSTOMER_READ)
    rows = CustomerHealth.objects.visible_to(access)
    return HealthRows(access, _ordered(_narrowed(access, rows, filters), "worth"))


def customers_with_chances(access: Access, filters: RiskFilters) -> HealthRows:
    """Who shows a sign of wanting more, the most valuable first."""
    access.require(Permission.CUSTOMER_READ)
    rows = CustomerHealth.objects.visible_to(access).with_flags("has_chances")
    return HealthRows(access, _ordered(_narrowed(access, rows, filters), "worth"))


def totals_at_risk(access: Access, filters: RiskFilters) -> ListTotals:
    """What the list of those at risk promises with these filters."""
    return totals_of(access, customers_at_risk(access, filters))


def totals_of(access: Access, listed: HealthRows) -> ListTotals:
    """What a list promises: how many of them are really expected to leave, and what is at stake."""
    access.require(Permission.CUSTOMER_READ)
    found = listed.rows.order_by().aggregate(
        n=Count("pk"), risks=Count("risk_90"), expected=Sum("risk_90"), stake=Sum("at_stake"),
        staked=Count("at_stake"), worth=Sum("worth"),
    )  # fmt: skip
    as_of, looked = last_look(access) or (None, None)
    by_model = bool(found["risks"])
    return ListTotals(
        customers=found["n"],
        with_risk=found["risks"] if by_model else found["staked"],
        expected=found["expected"],
        worth=found["stake"] if found["staked"] else found["worth"],
        basis="model" if by_model else "rules" if found["staked"] else "none",
        as_of=as_of,
        run_at=looked,
    )


def quadrant_counts(access: Access) -> dict[str, tuple[int, float]]:
    """Customers of each quadrant, and what they are worth a year."""
    access.require(Permission.CUSTOMER_READ)
    rows = CustomerHealth.objects.visible_to(access).order_by().values("quadrant")
    found = {
        row["quadrant"]: (row["n"], row["sum"] or 0.0)
        for row in rows.annotate(n=Count("pk"), sum=Sum("worth"))
    }
    return {one: found.get(one, (0, 0.0)) for one in Quadrant.values}


def health_of(
    access: Access, *, company_id: int | None = None, person_id: int | None = None
) -> CustomerHealth | None:
    """What the last look kept of one customer."""
    access.require(Permission.CUSTOMER_READ)
    unit = company_id if company_id is not None else -(person_id or 0)
    rows = CustomerHealth.objects.visible_to(access).select_related("company", "person")
    return rows.filter(unit=unit).first()


def shown_health(access: Access, row: CustomerHealth) -> HealthRow:
    """One stored row, fit to show."""
    return _shown(access, row)


def many_customers(access: Access) -> bool:
    """Whether looking at all of them would keep somebody waiting."""
    access.require(Permission.CUSTOMER_READ)
    people = people_matching(access, "").order_by("pk").values_list("pk", flat=True)
    return len(people[:AT_ONCE_AT_MOST]) >= AT_ONCE_AT_MOST


def last_look(access: Access) -> tuple[date, datetime] | None:
    """As of which day, and when."""
    access.require(Permission.CUSTOMER_READ)
    newest = CustomerHealth.objects.visible_to(access).order_by("-pk")
    found = newest.first()
    return (found.as_of, found.looked_at) if found else None


@prepared(keys=list[int])
def _with_keys(access: Access, *, keys: list[int]) -> QuerySet[CustomerHealth]:
    rows = CustomerHealth.objects.visible_to(access).filter(pk__in=keys)
    return rows.select_related("company__owner", "person__owner", "person__company").defer(
        "inputs", "history"
    )


def _narrowed(access: Access, rows: Any, filters: RiskFilters) -> Any:
    if filters.sign:
        rows = rows.filter(codes__contains=f" {filters.sign} ")
    if filters.quadrant:
        rows = rows.filter(quadrant=filters.quadrant)
    if filters.owner_id is not None:
        rows = rows.filter(owned_by(access, filters.owner_id))
    if filters.kind:
        rows = rows.filter(company__isnull=filters.kind != "companies")
    if filters.renewing:
        rows = rows.filter(renews_in__lte=NEAR)
    if filters.text.strip():
        rows = rows.filter(named(access, filters.text))
    return rows


def _ordered(rows: Any, sort: str) -> Any:
    return rows.order_by(*SORTS.get(sort, SORTS["rank"]))


def _shown(access: Access, row: CustomerHealth) -> HealthRow:
    owner = row.company.owner if row.company else row.person.owner if row.person else None
    return HealthRow(
        company_id=row.company_id,
        person_id=row.person_id,
        name=name_of(access, row.person, row.company),
        owner=str(owner or ""),
        outcome=row.outcome,
        outcome_confidence=row.outcome_confidence,
        experience=row.experience,
        experience_confidence=row.experience_confidence,
        quadrant=row.quadrant,
        risks=(row.risk_30, row.risk_60, row.risk_90),
        worth=row.worth,
        at_stake=row.at_stake,
        signs=tuple(row.signs),
        chances=tuple(row.chances),
        reasons=tuple(row.reasons),
        renews_in=row.renews_in,
        as_of=row.as_of,
    )
