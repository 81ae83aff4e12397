"""What waits for somebody today."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.kit.prepared import ANEW
from emptychair.outcomes.models import Confirmation, Kpi
from emptychair.outcomes.queries.kpis import running_kpis
from emptychair.outcomes.types import ConfirmationState


@prepared(limit=ANEW)
def _undecided(access: Access, *, limit: int) -> QuerySet[Confirmation, Any]:
    rows = Confirmation.objects.visible_to(access).filter(
        state=ConfirmationState.CORRECTED, decided="", kpi__retired_at=None
    )
    facts = (f"kpi__{one}" for one in FACTS)
    return rows.order_by("answered_at", "pk").values_list("pk", *facts)[:limit]


@prepared(ids=list[int])
def _corrections(access: Access, *, ids: list[int]) -> QuerySet[Confirmation]:
    rows = Confirmation.objects.visible_to(access).filter(pk__in=ids)
    return rows.select_related("kpi__company", "kpi__person", "reading", "person")


FACTS = ("pk", "owner", "person", "company", "company__yearly_value", "person__yearly_value")


@dataclass(frozen=True, slots=True)
class KpiFacts:
    """What the order of Today needs to know of a KPI."""

    id: int
    owner_id: int | None
    person_id: int | None
    value: float

    @classmethod
    def of(
        cls,
        pk: int,
        owner_id: int | None,
        person_id: int | None,
        company_id: int | None,
        company: Decimal | None,
        person: Decimal | None,
    ) -> "KpiFacts":
        """From the values of `FACTS`."""
        worth = company if company_id is not None else person
        return cls(pk, owner_id, person_id, float(worth or 0))


@dataclass(frozen=True, slots=True)
class DueKpi:
    """A number to look at again."""

    kpi: KpiFacts
    due_on: date
    lags_from: date | None


def corrections_to_decide(access: Access, *, limit: int) -> list[tuple[int, KpiFacts]]:
    """Corrections nobody has decided on, oldest first, each with its KPI."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    return [(pk, KpiFacts.of(*facts)) for pk, *facts in _undecided(access, limit=limit)]


def corrections_with_ids(access: Access, ids: Collection[int]) -> dict[int, Confirmation]:
    """These corrections with their KPIs and readings, by number."""
    access.require(Permission.CUSTOMER_READ)
    return {one.pk: one for one in _corrections(access, ids=list(ids))} if ids else {}


def kpis_due(access: Access, *, today: date, limit: int) -> list[DueKpi]:
    """KPIs to look at again, longest due first. Those counted from events look after themselves."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    found = _due(access, today=today, limit=limit)
    return [DueKpi(KpiFacts.of(*facts), due, lags) for due, lags, *facts in found]


@prepared(today=date, limit=ANEW)
def _due(access: Access, *, today: date, limit: int) -> QuerySet[Kpi, Any]:
    rows = running_kpis(access).select_related(None).filter(due_on__lte=today, event_name="")
    found = rows.order_by(F("due_on").asc(), "pk")
    return found.values_list("due_on", "lags_from", *FACTS)[:limit]


def kpis_with_ids(access: Access, ids: Collection[int]) -> dict[int, Kpi]:
    """These KPIs with their customers, by number."""
    access.require(Permission.CUSTOMER_READ)
    return Kpi.objects.visible_to(access).select_related("company", "person").in_bulk(list(ids))
