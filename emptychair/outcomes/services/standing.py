"""What follows from the ledger of a KPI, kept beside it for the lists."""

from datetime import date, datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.kit.periods import local_day
from emptychair.outcomes.models import Confirmation, Kpi, Reading
from emptychair.outcomes.rules.progress import lags_from, progress_of
from emptychair.outcomes.types import ConfirmationState

KEPT = (
    *("current_value", "current_on", "progress", "lags_from", "checked_on", "due_on"),
    *("confirmed_on", "is_confirmed", "changed_at"),
)


def renew_standing(
    access: Access, kpi: Kpi, *, now: datetime, checked_on: date | None = None
) -> None:
    """Work it out anew. The caller holds the row, and has asked for the right to write."""
    newest = newest_reading(access, kpi)
    before = kpi.progress
    kpi.current_value = newest.value if newest else None
    kpi.current_on = newest.day if newest else None
    kpi.progress = progress_of(kpi.agreed_terms, kpi.current_value)
    kpi.lags_from = lags_from(kpi.agreed_terms, kpi.progress)
    days = [one for one in (kpi.checked_on, checked_on, kpi.current_on) if one is not None]
    kpi.checked_on = max(days, default=None)
    begun = kpi.checked_on or local_day(now, access.workspace.zone)
    kpi.due_on = begun + timedelta(days=kpi.cadence_days) if kpi.retired_at is None else None
    _renew_confirmed(access, kpi, newest)
    kpi.save(update_fields=KEPT)
    if kpi.progress is not None and kpi.progress >= 1 and (before is None or before < 1):
        _tell_reached(access, kpi, now)


def newest_reading(access: Access, kpi: Kpi) -> Reading | None:
    """The reading that is current: of those that stand the one of the newest day."""
    rows = Reading.objects.visible_to(access).filter(kpi=kpi, superseded_at=None)
    return rows.order_by("-day", "-pk").first()


def _renew_confirmed(access: Access, kpi: Kpi, newest: Reading | None) -> None:
    rows = Confirmation.objects.visible_to(access).filter(
        kpi=kpi, state=ConfirmationState.CONFIRMED
    )
    last = rows.order_by("-answered_at").first()
    answered = last.answered_at if last is not None else None
    kpi.confirmed_on = local_day(answered, access.workspace.zone) if answered else None
    kpi.is_confirmed = newest is not None and rows.filter(reading=newest).exists()


def _tell_reached(access: Access, kpi: Kpi, now: datetime) -> None:
    add_to_timeline(
        access,
        code="outcomes.kpi_reached",
        parameters={"name": kpi.name},
        happened_at=now,
        unique_key=f"kpi-reached:{kpi.pk}:{kpi.target_value}",
        company=kpi.company,
        person=kpi.person,
    )
