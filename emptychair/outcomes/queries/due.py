"""What waits for somebody today."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.finding import shown_words
from emptychair.outcomes.models import Confirmation, Kpi
from emptychair.outcomes.queries.kpis import running_kpis
from emptychair.outcomes.types import ConfirmationState


@dataclass(frozen=True, slots=True)
class DueCorrection:
    """A number that a customer corrected."""

    id: int
    kpi: Kpi
    ours: float
    theirs: float | None
    comment: str


def corrections_to_decide(access: Access, *, limit: int) -> list[DueCorrection]:
    """Corrections nobody has decided on, oldest first."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    rows = Confirmation.objects.visible_to(access).filter(
        state=ConfirmationState.CORRECTED, decided="", kpi__retired_at=None
    )
    rows = rows.select_related("kpi__company", "kpi__person", "reading", "person")
    return [
        DueCorrection(
            one.pk,
            one.kpi,
            one.reading.value,
            one.their_value,
            shown_words(access, one.comment, one.person),
        )
        for one in rows.order_by("answered_at", "pk")[:limit]
    ]


def kpis_due(access: Access, *, today: date, limit: int) -> list[Kpi]:
    """KPIs to look at again, longest due first. Those counted from events look after themselves."""
    access.require(Permission.CUSTOMER_READ)
    rows = running_kpis(access).filter(due_on__lte=today, event_name="")
    return list(rows.order_by(F("due_on").asc(), "pk")[:limit])
