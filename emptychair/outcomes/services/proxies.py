"""Proxies: how they are counted is agreed on, and counted each day. Counting again changes nothing;
an event that comes late corrects its own days, and what they were before is kept.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.periods import local_day
from emptychair.outcomes.models import Kpi, Reading
from emptychair.outcomes.queries.proxies import (
    BACK,
    check_proxy,
    proxies_counted,
    proxy_readings,
    proxy_values,
)
from emptychair.outcomes.rules.proxies import PREFIX, ProxyRule, stored_proxy, watched
from emptychair.outcomes.services.kpis import Agreed, change_kpi, locked_kpi
from emptychair.outcomes.services.readings import record_readings
from emptychair.outcomes.services.standing import renew_standing
from emptychair.outcomes.types import GivenReading, Source

AT_ONCE = 200  # KPIs whose days are held at once
REPLACED = "no longer counted so"


@transaction.atomic
def count_by(access: Access, kpi: Kpi, rule: ProxyRule, *, reasoning: str, now: datetime) -> Kpi:
    """Have a KPI counted from what the customer does, with why that tells of their success; its
    days are counted at once. Raises `ProxyUnclear`, `ReasoningNeeded`.
    """
    access.require(Permission.CUSTOMER_WRITE)
    check_proxy(access, rule)
    kpi = locked_kpi(access, kpi)
    agreed = replace(
        Agreed.of(kpi),
        source=Source.PROXY.value,
        proxy_measure=watched(rule),
        reasoning=reasoning,
        event_name="",
        proxy_rule=stored_proxy(rule),
    )
    kpi = change_kpi(access, kpi, agreed, now=now)
    count_proxies(access, now=now, kpis=[kpi])
    kpi.refresh_from_db()
    return kpi


def count_proxies(access: Access, *, now: datetime, kpis: Sequence[Kpi] | None = None) -> int:
    """Count every day anew; of how many KPIs the ledger changed. Harmless twice."""
    access.require(Permission.CUSTOMER_WRITE)
    today = local_day(now, access.workspace.zone)
    wanted = proxies_counted(access) if kpis is None else kpis
    changed = 0
    for some in in_batches(wanted, AT_ONCE):
        found, there = proxy_values(access, some, today=today), proxy_readings(access, some)
        for kpi in some:
            known = there.pop(kpi.pk)
            new, gone = _differing(known, found.pop(kpi.pk, {}), today)
            if new or gone:
                _write(access, kpi, new, gone, now)
                changed += 1
    return changed


def _differing(
    there: dict[str, tuple[int, float]], values: dict[date, float], today: date
) -> tuple[list[GivenReading], list[int]]:
    """What is new or differs, and which readings are of days that are no longer counted."""
    days = {f"{PREFIX}{day.isoformat()}": (day, value) for day, value in values.items()}
    new = [
        GivenReading(value=value, day=day, external_id=key, source=Source.PROXY.value)
        for key, (day, value) in days.items()
        if key not in there or there[key][1] != value
    ]
    gone = [pk for key, (pk, _value) in there.items() if key not in days and _is_in(key, today)]
    return new, gone


@transaction.atomic
def _write(
    access: Access, kpi: Kpi, new: list[GivenReading], gone: list[int], now: datetime
) -> None:
    """Both at once; a reading that came since is the same or corrected, and never twice."""
    if gone:
        _withdraw(access, kpi, gone, now)
    if new:
        record_readings(access, kpi, new, now=now, is_told=False)


def _is_in(key: str, today: date) -> bool:
    """Whether the day is one of those that are counted; what is older stays as it was."""
    return (today - date.fromisoformat(key.removeprefix(PREFIX))).days <= BACK


def _withdraw(access: Access, kpi: Kpi, ids: list[int], now: datetime) -> None:
    held = locked_kpi(access, kpi)
    for some in in_batches(ids):
        rows = Reading.objects.visible_to(access).filter(pk__in=some, superseded_at=None)
        rows.update(superseded_at=now, superseded_reason=REPLACED, changed_at=now)
    renew_standing(access, held, now=now)
