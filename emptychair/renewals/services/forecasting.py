"""The forecast of today, its weeks, and what came of what was said."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.rules.batches import in_batches
from emptychair.customers.rules.meaning import Meaning
from emptychair.customers.rules.months import day_number
from emptychair.kit.periods import local_day, week_of
from emptychair.kit.storing import store_changed, store_new
from emptychair.renewals.models import ForecastModel, ForecastWeek, FrozenForecast, Renewal
from emptychair.renewals.rules.forecaster import LEADS, Coming, Forecaster

if TYPE_CHECKING:
    from django.db.models import QuerySet

AT_ONCE = 2_000  # rows in one transaction
FROZEN_DAYS = 100  # ahead; beyond it a week says little
MOST_MONTHLY = 5000  # monthly renewals, beyond which weeks hold only yearly ones


def store_forecast(
    access: Access, forecaster: Forecaster, found: Sequence[Coming], *, now: datetime
) -> ForecastModel:
    """The base rates and the sums of 30, 60, 90 and 180 days, in each currency."""
    access.require(Permission.CUSTOMER_READ)
    today = local_day(now, access.workspace.zone)
    row, _made = ForecastModel.objects.update_or_create(
        workspace=access.workspace,
        defaults={
            "as_of": today,
            "made_at": now,
            "rates": forecaster.plain(),
            "totals": totals_of(access, forecaster, found, today=today),
            "decisions": forecaster.decisions,
        },
    )
    return row


def totals_of(
    access: Access, forecaster: Forecaster, found: Sequence[Coming], *, today: date
) -> list[dict[str, Any]]:
    """What is due within each time, what is cancelled already, and what is expected of the rest."""
    access.require(Permission.CUSTOMER_READ)
    start, totals = day_number(today), []
    for currency in sorted({one.terms.currency for one in found}):
        own = [one for one in found if one.terms.currency == currency]
        for days in LEADS:
            due = [one for one in own if one.due - start <= days]
            if due:
                head = {"days": days, "currency": currency}
                totals.append({**head, **_total(forecaster, due, start)})
    return totals


def _total(forecaster: Forecaster, due: Sequence[Coming], today: int) -> dict[str, Any]:
    gone = [one for one in due if one.terms.cancelled is not None]
    open_ = [one for one in due if one.terms.cancelled is None]
    told = [one for one in open_ if forecaster.place(one, today) is not None]
    total = forecaster.total(told, today)
    return {
        "n": len(due),
        "due": round(sum(one.value for one in due), 2),
        "cancelled": round(sum(one.value for one in gone), 2),
        "cancelled_n": len(gone),
        "unknown": round(sum(one.value for one in open_) - sum(one.value for one in told), 2),
        "unknown_n": len(open_) - len(told),
        "expected": round(total.value, 2) if total else None,
        "low": round(total.low, 2) if total else None,
        "high": round(total.high, 2) if total else None,
    }


def freeze_week(access: Access, model: ForecastModel, meaning: Meaning, *, now: datetime) -> bool:
    """Keep the forecast of this week as it stands, once; whether it was kept now."""
    access.require(Permission.CUSTOMER_READ)
    today = local_day(now, access.workspace.zone)
    weeks, monday = ForecastWeek.objects.visible_to(access), week_of(today).first
    if weeks.filter(week=monday).exists():
        return False
    rows = [_frozen(row, meaning, today) for row in _to_freeze(access, today)]
    with transaction.atomic():
        week, made = ForecastWeek.objects.get_or_create(
            workspace=access.workspace,
            week=monday,
            defaults={"frozen_at": now, "totals": model.totals, "decisions": model.decisions},
        )
        for row in rows:
            row.forecast_week = week
        store_new(_still_there(access, rows) if made else [])
    return made


def _still_there(access: Access, rows: Sequence[FrozenForecast]) -> list[FrozenForecast]:
    """Without renewals that vanished since they were read."""
    there = set(
        Renewal.objects.visible_to(access).filter(is_open=True).values_list("pk", flat=True)
    )
    return [row for row in rows if row.renewal_id in there]


def _to_freeze(access: Access, today: date) -> list[Renewal]:
    last = date.fromordinal(today.toordinal() + FROZEN_DAYS)
    rows: QuerySet[Renewal] = Renewal.objects.visible_to(access).filter(
        is_open=True, due_on__gte=today, due_on__lte=last, cancelled_on=None
    )
    monthly = list(rows.filter(period="month").order_by("pk")[: MOST_MONTHLY + 1])
    others = list(rows.exclude(period="month").order_by("pk"))
    return others + (monthly if len(monthly) <= MOST_MONTHLY else [])


def _frozen(row: Renewal, meaning: Meaning, today: date) -> FrozenForecast:
    return FrozenForecast(
        workspace_id=row.workspace_id,
        renewal=row,
        due_on=row.due_on,
        days_ahead=(row.due_on - today).days,
        value=row.value,
        currency=row.currency,
        chance=row.chance,
        call=row.call,
        call_means=meaning.calls.get(row.call),
        called_by_id=row.called_by_id if row.call else None,
    )


def judge_frozen(access: Access, *, now: datetime) -> int:
    """Write beside each kept forecast what came; how many became known."""
    access.require(Permission.CUSTOMER_READ)
    rows = FrozenForecast.objects.visible_to(access).filter(
        stayed=None, renewal__stayed__isnull=False
    )
    found = list(rows.select_related("renewal").order_by("pk"))
    for some in in_batches(found, AT_ONCE):
        for row in some:
            row.stayed = row.renewal.stayed if row.renewal else None
            row.judged_at = now
        with transaction.atomic():
            store_changed(some, ["stayed", "judged_at"])
    return len(found)
