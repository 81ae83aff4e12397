"""The nightly reading: everybody against their own rhythm, kept in small rows for the pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.kit.periods import local_day
from emptychair.silence.models import KnownPause, SilenceReading, SilenceRun
from emptychair.silence.queries.asof import EPOCH, Everybody, read_everybody
from emptychair.silence.queries.groups import read_groups
from emptychair.silence.queries.loss import read_losses
from emptychair.silence.queries.months import read_month
from emptychair.silence.services.episodes import follow_episodes
from emptychair.silence.services.states import keep_states
from emptychair.silence.types import COMPANY, PERSON, AsOf, Unit

AT_ONCE = 2_000
MEASURED_AFTER = timedelta(days=90)
_WRITTEN = (
    "as_of",
    "first_seen",
    "last_seen",
    "signs",
    "gap",
    "expected",
    "longest_usual",
    "percentile",
    "basis",
    "p_alive",
    "value",
    "is_customer",
    "is_silent",
    "is_listed",
    "false_share",
    "priority",
    "changed_at",
)


@dataclass(frozen=True, slots=True)
class Written:
    """What a reading did."""

    customers: int
    silent: int


def read_silence(access: Access, *, now: datetime, on: date | None = None) -> Written:
    """Read everybody as of today and keep it. Whoever does it twice a day has the same.

    A known pause keeps a customer off the list; the gap stands all the same.
    """
    access.require(Permission.CUSTOMER_WRITE)
    today, started = on or local_day(now, access.workspace.zone), timezone.now()
    everybody = read_everybody(access, today)
    paused = _paused(access, today)
    told = {
        "month": msgspec.to_builtins(read_month(access, everybody, paused)),
        "measured": _measured(access, everybody, today),
        "groups": msgspec.to_builtins(read_groups(access, everybody)),
        "losses": msgspec.to_builtins(read_losses(access, everybody)),
    }
    own = set(Person.objects.visible_to(access).values_list("pk", flat=True))
    known = [row for row in everybody.rows if row.unit[0] == COMPANY or row.unit[1] in own]
    rows = [_reading(access.workspace, row, today, paused) for row in known]
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=access.workspace.pk)
        for kind in (PERSON, COMPANY):
            _store([row for row in rows if getattr(row, f"{kind}_id")], kind)
        SilenceReading.objects.visible_to(access).filter(changed_at__lt=started).delete()
        follow_episodes(access, everybody.rows, today=today, paused=paused)
        keep_states(access, everybody.rows, today=today, paused=paused)
        silent = [row for row in rows if row.is_listed]
        _keep_run(access, everybody, silent, today, now, told)
    return Written(len(rows), len(silent))


def _store(rows: list[SilenceReading], kind: str) -> None:
    SilenceReading.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["workspace", kind],
        update_fields=_WRITTEN,
    )


def _reading(
    workspace: Workspace, row: AsOf, today: date, paused: Iterable[Unit]
) -> SilenceReading:
    is_silent = row.is_silent and row.unit not in paused
    kind, number = row.unit
    whose: dict[str, Any] = {f"{kind}_id": number}
    return SilenceReading(
        workspace=workspace,
        **whose,
        as_of=today,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        signs=row.signs,
        gap=row.gap,
        expected=row.expected,
        longest_usual=row.longest_usual,
        percentile=row.percentile,
        basis=row.basis,
        p_alive=row.p_alive,
        value=row.value,
        is_customer=row.is_customer,
        is_silent=is_silent,
        is_listed=is_silent and row.is_customer,
        false_share=row.false_share,
        priority=row.priority,
        changed_at=timezone.now(),
    )


def _paused(access: Access, today: date) -> set[Unit]:
    rows = KnownPause.objects.visible_to(access).filter(until__gte=today, lifted_at=None)
    return {
        (PERSON, person) if person else (COMPANY, company)
        for person, company in rows.values_list("person_id", "company_id")
    }


def _measured(access: Access, everybody: Everybody, today: date) -> dict[str, Any]:
    """What became of those who would have been listed ninety days ago."""
    on = today - MEASURED_AFTER
    if on < everybody.clock.first * timedelta(days=1) + EPOCH:
        return {}
    before = [row for row in read_everybody(access, on).rows if row.is_silent and row.is_customer]
    seen = {row.unit: row.last_seen for row in everybody.rows}
    returned = sum(seen.get(row.unit, row.last_seen) > on for row in before)
    return {"on": on.isoformat(), "silent": len(before), "returned": returned}


def _keep_run(
    access: Access,
    everybody: Everybody,
    silent: list[SilenceReading],
    today: date,
    now: datetime,
    worked_out: dict[str, Any],
) -> None:
    customers = [row for row in everybody.rows if row.is_customer and not row.has_left]
    watched = sum(row.percentile is not None for row in customers)
    told = {"people": everybody.people, "companies": everybody.companies}
    facts = {
        "rhythm": {
            name: {"r": one.r, "alpha": one.alpha, "customers": one.customers}
            for name, one in told.items()
        },
        "market": everybody.market,
        "quiet": [
            {"first": (EPOCH + timedelta(days=day)).isoformat(), "factor": round(factor, 3)}
            for day, factor in everybody.clock.quiet()[-12:]
        ],
        **worked_out,
    }
    SilenceRun.objects.update_or_create(
        workspace=access.workspace,
        as_of=today,
        defaults={
            "read_at": now,
            "watched": watched,
            "unread": len(customers) - watched,
            "silent": len(silent),
            "silent_value": sum(row.value or 0 for row in silent),
            "normal": everybody.flags.normal,
            "expected_false": sum(
                1.0 if row.false_share is None else row.false_share for row in silent
            ),
            "facts": facts,
        },
    )
