"""How far customers are towards what they want, by what was known on a day.

Only terms, readings and confirmations recorded until the end of that local day count, and of the
readings only those of days that had come: a back-test may look at any past day.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, Window
from django.db.models.functions import RowNumber

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import start_of_day
from emptychair.outcomes.models import Confirmation, Kpi, KpiTerms, Reading
from emptychair.outcomes.rules.progress import progress_of, standing_of
from emptychair.outcomes.types import ConfirmationState, OutcomeReading, Source, Standing, Terms

Customer = tuple[str, int]  # "company" or "person", and its id
WORST_FIRST = (
    Standing.LAGGING,
    Standing.ON_TRACK,
    Standing.REACHED,
    Standing.NO_TARGET,
    Standing.UNKNOWN,
)


@dataclass(slots=True)
class _Known:
    """What was known of one KPI."""

    customer: Customer
    terms: Terms
    source: str
    value: float | None = None
    checked_on: date | None = None
    confirmed_on: date | None = None


def outcome_of(
    access: Access, *, company_id: int | None = None, person_id: int | None = None, on: date
) -> OutcomeReading:
    """That of one customer; nothing known where nobody agreed on a KPI."""
    wanted = Q(company=company_id) if company_id is not None else Q(person=person_id)
    known = _known(access, on, wanted)
    return _summed(known, on)


def outcomes_asof(access: Access, on: date) -> dict[int, OutcomeReading]:
    """Those of all companies with a KPI, by company."""
    return _by_customer(access, on, "company")


def outcomes_of_people_asof(access: Access, on: date) -> dict[int, OutcomeReading]:
    """Those of all people with a KPI of their own, by person."""
    return _by_customer(access, on, "person")


def _by_customer(access: Access, on: date, kind: str) -> dict[int, OutcomeReading]:
    grouped: dict[int, list[_Known]] = defaultdict(list)
    for one in _known(access, on, ~Q(**{kind: None})):
        grouped[one.customer[1]].append(one)
    return {customer: _summed(found, on) for customer, found in grouped.items()}


def _known(access: Access, on: date, wanted: Q) -> list[_Known]:
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    until = start_of_day(on + timedelta(days=1), access.workspace.zone)
    kpis = Kpi.objects.visible_to(access).filter(wanted)
    kpis = kpis.filter(Q(retired_at=None) | Q(retired_at__gte=until))
    found = {
        row["kpi"]: _Known(_customer_of(row), _terms(row), row["source"])
        for row in _newest_terms(access, kpis, until)
    }
    if found:
        _add_readings(access, found, kpis, on, until)
        _add_confirmations(access, found, kpis, until)
    return list(found.values())


def _newest_terms(access: Access, kpis: Any, until: datetime) -> Iterable[dict[str, Any]]:
    place = Window(RowNumber(), partition_by="kpi", order_by=["-recorded_at", "-pk"])
    rows = KpiTerms.objects.visible_to(access).filter(recorded_at__lt=until, kpi__in=kpis)
    return (
        rows.annotate(place=place, company=F("kpi__company"), person=F("kpi__person"))
        .filter(place=1)
        .values(
            *("kpi", "company", "person", "source", "direction"),
            *("start_value", "start_on", "target_value", "target_on"),
        )
        .iterator(chunk_size=5000)
    )


def _add_readings(
    access: Access, found: dict[int, _Known], kpis: Any, on: date, until: datetime
) -> None:
    rows = known_readings(access, until).filter(day__lte=on, kpi__in=kpis)
    place = Window(RowNumber(), partition_by="kpi", order_by=["-day", "-pk"])
    newest = rows.annotate(place=place).filter(place=1).values_list("kpi", "value", "day")
    for kpi, value, day in newest.iterator(chunk_size=5000):
        if kpi in found:
            found[kpi].value, found[kpi].checked_on = value, day


def _add_confirmations(
    access: Access, found: dict[int, _Known], kpis: Any, until: datetime
) -> None:
    rows = Confirmation.objects.visible_to(access).filter(
        kpi__in=kpis, state=ConfirmationState.CONFIRMED, answered_at__lt=until
    )
    zone = access.workspace.zone
    newest = rows.order_by().values("kpi").annotate(when=Max("answered_at"), n=Count("pk"))
    for row in newest:
        if row["kpi"] in found:
            found[row["kpi"]].confirmed_on = row["when"].astimezone(zone).date()


def known_readings(access: Access, until: datetime) -> Any:
    """Readings that stood at a moment: recorded before it and not superseded by then."""
    return (
        Reading.objects.visible_to(access)
        .filter(recorded_at__lt=until)
        .filter(Q(superseded_at=None) | Q(superseded_at__gte=until))
    )


def _customer_of(row: dict[str, Any]) -> Customer:
    """Whose row it is."""
    if row["company"] is not None:
        return "company", row["company"]
    return "person", row["person"]


def _terms(row: dict[str, Any]) -> Terms:
    names = ("direction", "start_value", "start_on", "target_value", "target_on")
    return Terms(**{name: row[name] for name in names})


def _summed(found: list[_Known], on: date) -> OutcomeReading:
    with_progress = [one for one in found if progress_of(one.terms, one.value) is not None]
    better = [one for one in with_progress if one.source != Source.PROXY]
    used = better or with_progress
    parts = [progress_of(one.terms, one.value) or 0.0 for one in used]
    seen = used or found
    standings = {standing_of(one.terms, one.value, on=on) for one in seen}
    return OutcomeReading(
        progress=sum(parts) / len(parts) if parts else None,
        confirmed_on=_newest(one.confirmed_on for one in found),
        checked_on=_newest(one.checked_on for one in found),
        is_proxy=bool(used) and not better,
        n=len(used),
        words=next((one.value for one in WORST_FIRST if one in standings), Standing.UNKNOWN.value),
    )


def _newest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)
