"""The nightly reading: everybody against their own rhythm, kept in small rows for the pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

import msgspec
import numpy as np
from django.db import transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.customers.rules.batches import in_batches
from emptychair.customers.services.writing_anew import AT_ONCE
from emptychair.kit.periods import local_day
from emptychair.silence.models import KnownPause, SilenceReading, SilenceRun
from emptychair.silence.queries.asof import Everybody, read_everybody
from emptychair.silence.queries.facts import facts_asof
from emptychair.silence.queries.groups import WINDOW, read_groups
from emptychair.silence.queries.histories import Histories
from emptychair.silence.queries.loss import read_losses
from emptychair.silence.queries.months import read_month
from emptychair.silence.queries.settings import settings_of
from emptychair.silence.rules.standing import EPOCH
from emptychair.silence.services.episodes import follow_episodes, note_cases
from emptychair.silence.services.keeping import keep_readings
from emptychair.silence.services.states import keep_states
from emptychair.silence.types import COMPANY, PERSON, AsOf, Unit

MEASURED_AFTER = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Written:
    """What a reading did."""

    customers: int
    silent: int


@dataclass(slots=True)
class _Listed:
    """What the rows of the list come to, as they are written."""

    customers: int = 0
    silent: int = 0
    value: float = 0.0
    false: float = 0.0

    def add(self, rows: Iterable[SilenceReading]) -> None:
        for row in rows:
            self.customers += 1
            if row.is_listed:
                self.silent += 1
                self.value += row.value or 0
                self.false += 1.0 if row.false_share is None else row.false_share


def read_silence(access: Access, *, now: datetime, on: date | None = None) -> Written:
    """Read everybody as of today and keep it. Whoever does it twice a day has the same.

    A known pause keeps a customer off the list; the gap stands all the same. It is written some
    customers at a time, the reading and the silence of each together, and the run as the last of
    all: after an interruption the list says as of when it is, and the next reading finishes it.
    """
    access.require(Permission.CUSTOMER_WRITE)
    today, started = on or local_day(now, access.workspace.zone), timezone.now()
    paused = _paused(access, today)
    everybody, told = _read(access, today, paused)
    listed, rows, held_out = _Listed(), iter(everybody.rows), settings_of(access).held_out
    while some := list(islice(rows, AT_ONCE)):
        listed.add(_keep(access, some, today, paused, held_out))
    _forget_others(access, started)
    note_cases(access)
    keep_states(access, everybody.standing, today=today, paused=paused)
    _keep_run(access, everybody, listed, now, told)
    return Written(listed.customers, listed.silent)


def _read(access: Access, today: date, paused: set[Unit]) -> tuple[Everybody, dict[str, Any]]:
    """Everybody, and what all of them together tell; the signs are read once for all days."""
    days = [today, today - MEASURED_AFTER, today - WINDOW]
    histories = Histories(access, [(day - EPOCH).days for day in days])
    everybody = read_everybody(access, today, histories)
    tables = histories.tables
    facts = facts_asof(access, tables, today)
    told = {
        "month": msgspec.to_builtins(read_month(access, everybody, paused, tables, facts)),
        "measured": _measured(access, everybody, histories),
        "groups": msgspec.to_builtins(read_groups(access, everybody, histories, facts)),
        "losses": msgspec.to_builtins(read_losses(access, everybody, tables, facts)),
    }
    return everybody, told


@transaction.atomic
def _keep(
    access: Access, rows: Sequence[AsOf], today: date, paused: set[Unit], held_out: float
) -> list[SilenceReading]:
    """The readings of some customers, and from when until when they were silent."""
    Workspace.objects.select_for_update().get(pk=access.workspace.pk)
    there, made = keep_readings(access, rows, today=today, paused=paused)
    follow_episodes(access, there, today=today, paused=paused, held_out=held_out)
    return made


def _forget_others(access: Access, started: datetime) -> None:
    """Of whom nothing is known any more."""
    rows = SilenceReading.objects.visible_to(access).order_by("pk")
    old = rows.filter(changed_at__lt=started)
    for some in in_batches(list(old.values_list("pk", flat=True))):
        old.filter(pk__in=some).delete()


def _paused(access: Access, today: date) -> set[Unit]:
    rows = KnownPause.objects.visible_to(access).filter(until__gte=today, lifted_at=None)
    return {
        (PERSON, person) if person else (COMPANY, company)
        for person, company in rows.values_list("person_id", "company_id")
    }


def _measured(access: Access, everybody: Everybody, histories: Histories) -> dict[str, Any]:
    """What became of those who would have been listed ninety days ago."""
    on = everybody.on - MEASURED_AFTER
    if on < everybody.clock.first * timedelta(days=1) + EPOCH:
        return {}
    then, now = read_everybody(access, on, histories).standing, everybody.standing
    before = then.unit[then.is_silent & then.is_customer]
    later = now.places(before)
    returned = int((now.last[later[later >= 0]] > (on - EPOCH).days).sum())
    return {"on": on.isoformat(), "silent": len(before), "returned": returned}


def _keep_run(
    access: Access,
    everybody: Everybody,
    listed: _Listed,
    now: datetime,
    worked_out: dict[str, Any],
) -> None:
    standing = everybody.standing
    customers = standing.is_customer & ~standing.has_left
    watched = int((customers & np.isfinite(standing.percentile)).sum())
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
        as_of=everybody.on,
        defaults={
            "read_at": now,
            "watched": watched,
            "unread": int(customers.sum()) - watched,
            "silent": listed.silent,
            "silent_value": listed.value,
            "normal": everybody.flags.normal,
            "expected_false": listed.false,
            "facts": facts,
        },
    )
