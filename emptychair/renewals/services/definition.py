"""New versions of the definition, and how the workspace earns."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.renewals.errors import KindUnknown, NumberOutside, RateInvalid, ReasonNeeded
from emptychair.renewals.models import RevenueDefinition, RevenueSetting
from emptychair.renewals.types import BusinessKind, LeavesAt

RANGES = {
    "gap_days": (0, 366),
    "once_months": (0, 60),
    "buyer_gaps": (1.5, 20.0),
    "commit_means": (0.5, 0.99),
    "likely_means": (0.2, 0.95),
    "risk_means": (0.01, 0.8),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a definition says."""

    leaves_at: str = LeavesAt.CANCELLED.value
    gap_days: int = 30
    zero_is_gone: bool = True
    once_months: int = 0
    rates: Mapping[str, float] = field(default_factory=dict)
    buyer_gaps: float = 3.0
    commit_means: float = 0.9
    likely_means: float = 0.7
    risk_means: float = 0.4


@transaction.atomic
def define_revenue(
    access: Access, chosen: Chosen, *, reason: str = "", now: datetime
) -> RevenueDefinition:
    """Another version, unless nothing differs. From the second on it needs a reason.

    Raises `NumberOutside`, `RateInvalid`, `ReasonNeeded`. Months that were published keep theirs.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    _check(chosen)
    setting_row(access)
    last = RevenueDefinition.objects.visible_to(access).order_by("-version").first()
    values = asdict(chosen)
    if last is not None and _plain(last) == values:
        return last
    if last is not None and not reason.strip():
        raise ReasonNeeded
    row = RevenueDefinition.objects.create(
        workspace=access.workspace,
        version=last.version + 1 if last else 1,
        reason=reason.strip(),
        defined_at=now,
        defined_by_id=access.user_id,
        **values,
    )
    before = {} if last is None else _plain(last)
    record_audit(access, row, action="revenue.defined", before=before, after=values)
    return row


@transaction.atomic
def choose_kinds(
    access: Access, *, kinds: tuple[str, ...], payment_events: tuple[str, ...]
) -> RevenueSetting:
    """How the workspace earns (none: as the data say), and which events tell of a failed payment.

    Raises `KindUnknown`.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    if set(kinds) - set(BusinessKind.values):
        raise KindUnknown
    row = setting_row(access)
    before = {"kinds": row.kinds, "payment_events": row.payment_events}
    row.kinds = [one for one in BusinessKind.values if one in kinds]
    row.payment_events = sorted({one.strip() for one in payment_events if one.strip()})
    row.save(update_fields=["kinds", "payment_events", "changed_at"])
    after = {"kinds": row.kinds, "payment_events": row.payment_events}
    if before != after:
        record_audit(access, row, action="revenue.kinds_chosen", before=before, after=after)
    return row


def first_definition(access: Access, *, now: datetime) -> RevenueDefinition:
    """The version in force; the first, with the defaults, is made when it is first needed."""
    access.require(Permission.CUSTOMER_READ)
    last = RevenueDefinition.objects.visible_to(access).order_by("-version").first()
    if last is not None:
        return last
    row, made = RevenueDefinition.objects.get_or_create(
        workspace=access.workspace, version=1, defaults={"defined_at": now}
    )
    if made:
        record_audit(access, row, action="revenue.defined", after=_plain(row))
    return row


def setting_row(access: Access) -> RevenueSetting:
    """The row of the workspace, locked: who counts or defines does so one after the other."""
    access.require(Permission.CUSTOMER_READ)
    RevenueSetting.objects.get_or_create(workspace=access.workspace)
    return RevenueSetting.objects.visible_to(access).select_for_update().get()


def _check(chosen: Chosen) -> None:
    if chosen.leaves_at not in LeavesAt.values:
        raise NumberOutside
    for name, (low, high) in RANGES.items():
        if not low <= getattr(chosen, name) <= high:
            raise NumberOutside
    if not chosen.risk_means < chosen.likely_means < chosen.commit_means:
        raise NumberOutside
    for currency, rate in chosen.rates.items():
        if len(currency) != 3 or not currency.isupper() or not 0 < rate < 1e9:
            raise RateInvalid


def _plain(row: RevenueDefinition) -> dict[str, Any]:
    return {name: getattr(row, name) for name in asdict(Chosen())}
