"""Counting months anew, and publishing them so that they stay as they were."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.periods import local_day, months_later
from emptychair.kit.storing import store_new
from emptychair.renewals.errors import (
    MonthNotOver,
    MonthUnknown,
    NothingToPublish,
    ReasonNeeded,
)
from emptychair.renewals.models import RevenueDefinition, RevenueMonth, RevenueMovement
from emptychair.renewals.rules.bridge import Bridge, Movement
from emptychair.renewals.types import MovementKind


def store_months(
    access: Access, found: Iterable[Bridge], *, definition: RevenueDefinition, now: datetime
) -> int:
    """Edition 0 of each month as the data say now; how many changed. Others are left alone."""
    access.require(Permission.CUSTOMER_READ)
    rows = RevenueMonth.objects.visible_to(access).filter(edition=0)
    known = {(row.month, row.currency): row for row in rows}
    changed = 0
    for one in found:
        row = known.pop((one.month, one.currency), None)
        if row is None or row.checksum != one.checksum or row.definition_id != definition.pk:
            _store(access, one, definition, now)
            changed += 1
    gone = [row.pk for row in known.values()]
    for pk in gone:  # each with thousands of movements, while all others wait to write on SQLite
        rows.filter(pk=pk).delete()
    return changed + len(gone)


@transaction.atomic
def publish_month(
    access: Access, month: date, *, reason: str = "", now: datetime
) -> list[RevenueMonth]:
    """Freeze a month as it is counted now, in each currency. A second time is a restatement: it
    needs a reason, and both stay side by side.

    Raises `MonthNotOver`, `MonthUnknown`, `NothingToPublish`, `ReasonNeeded`.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    if months_later(month, 1) > local_day(now, access.workspace.zone):
        raise MonthNotOver
    rows = RevenueMonth.objects.visible_to(access).filter(month=month)
    live = list(rows.filter(edition=0).select_for_update().order_by("currency"))
    if not live:
        raise MonthUnknown
    last = {row.currency: row for row in rows.filter(edition__gt=0).order_by("edition")}
    due = [row for row in live if not _stands(row, last.get(row.currency))]
    if not due:
        raise NothingToPublish
    if any(row.currency in last for row in due) and not reason.strip():
        raise ReasonNeeded
    return [_published(access, row, last.get(row.currency), reason, now) for row in due]


def _stands(live: RevenueMonth, last: RevenueMonth | None) -> bool:
    return (
        last is not None
        and last.checksum == live.checksum
        and last.definition_id == live.definition_id
    )


def _published(
    access: Access,
    live: RevenueMonth,
    last: RevenueMonth | None,
    reason: str,
    now: datetime,
) -> RevenueMonth:
    edition = last.edition + 1 if last else 1
    kept = ("id", "created_at", "changed_at", "edition", "published_at", "published_by", "reason")
    values = {
        field.attname: getattr(live, field.attname)
        for field in RevenueMonth._meta.concrete_fields  # noqa: SLF001 - Django's public name
        if field.name not in kept
    }
    row = RevenueMonth.objects.create(
        **values,
        edition=edition,
        published_at=now,
        published_by_id=access.user_id,
        reason=reason.strip() if last else "",
    )
    moves = RevenueMovement.objects.visible_to(access).filter(revenue_month=live)
    for one in moves:
        one.pk, one.revenue_month = None, row
    RevenueMovement.objects.bulk_create(moves, batch_size=500)
    record_audit(
        access,
        row,
        action="revenue.month_restated" if last else "revenue.month_published",
        before={"ending": str(last.ending)} if last else {},
        after={"month": f"{row.month:%Y-%m}", "ending": str(row.ending), "reason": row.reason},
    )
    return row


@transaction.atomic
def _store(
    access: Access,
    one: Bridge,
    definition: RevenueDefinition,
    now: datetime,
) -> None:
    row, _made = RevenueMonth.objects.update_or_create(
        workspace=access.workspace,
        month=one.month,
        currency=one.currency,
        edition=0,
        defaults={**_values(one), "definition": definition, "computed_at": now},
    )
    RevenueMovement.objects.visible_to(access).filter(revenue_month=row).delete()
    store_new([_movement(access, row, move) for move in one.movements])


def _values(one: Bridge) -> dict[str, Any]:
    moved = {
        kind.value: _money(one.sum_of(kind))
        for kind in (
            MovementKind.NEW,
            MovementKind.REACTIVATION,
            MovementKind.EXPANSION,
            MovementKind.CONTRACTION,
            MovementKind.LOST,
        )
    }
    return {
        **moved,
        "starting": _money(one.starting),
        "ending": _money(one.ending),
        "customers_before": one.customers_before,
        "customers_new": one.count_of(MovementKind.NEW),
        "customers_back": one.count_of(MovementKind.REACTIVATION),
        "customers_lost": one.count_of(MovementKind.LOST),
        "customers_after": one.customers_after,
        "shares": one.shares,
        "checksum": one.checksum,
    }


def _movement(access: Access, row: RevenueMonth, move: Movement) -> RevenueMovement:
    return RevenueMovement(
        workspace=access.workspace,
        revenue_month=row,
        company_id=move.unit if move.unit > 0 else None,
        person_id=-move.unit if move.unit < 0 else None,
        kind=move.kind.value,
        before=_money(move.before),
        after=_money(move.after),
        size=_money(move.size),
    )


def _money(value: float) -> Decimal:
    return Decimal(str(round(value, 2)))
