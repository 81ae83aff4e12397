"""What follows when an import came in or was taken back: everybody is looked at anew, and what the
night reads is read at once, so that lists stand in minutes.

Silence and the rhythm of orders are told against everybody else's, so one customer alone cannot be
read: the readings go over all, write what changed in parts, and each is a job of its own.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.exchange.models import ImportRun
from emptychair.exchange.types import RunState
from emptychair.jobs import enqueue
from emptychair.jobs.queue import enqueue_at
from emptychair.success.services.counting import want_look

BESIDE_CUSTOMERS: Final = frozenset({"touchpoints", "figures"})  # they change no risk
PAUSE: Final = timedelta(seconds=5)  # for the next file of the same load
MEANWHILE: Final = timedelta(seconds=20)  # until one looks again whether another file is done
MOST_WAITS: Final = 30
STUCK: Final = timedelta(minutes=10)  # without a row written: nobody waits for it
READINGS: Final[Mapping[str, frozenset[str]]] = {  # the job, and what changes what it tells
    "usage.read_workspace": frozenset({"events", "daily_use"}),
    "renewals.refresh_one": frozenset({"orders", "contracts"}),
    "onboarding.read_workspace": frozenset({
        "people", "companies", "events", "daily_use", "orders", "contracts",
    }),
    "silence.read_workspace": frozenset({
        "people", "companies", "events", "daily_use", "orders", "contracts", "answers",
        "delighted_people", "delighted_answers",
    }),
}  # fmt: skip
_ASK: Final[Mapping[str, Callable[[int], None]]] = {
    "usage.read_workspace": lambda pk: enqueue("usage.read_workspace", workspace_id=pk),
    "renewals.refresh_one": lambda pk: enqueue("renewals.refresh_one", workspace_id=pk),
    "onboarding.read_workspace": lambda pk: enqueue("onboarding.read_workspace", workspace_id=pk),
    "silence.read_workspace": lambda pk: enqueue("silence.read_workspace", workspace_id=pk),
}


def look_at_customers_again(access: Access, run: ImportRun, *, now: datetime) -> None:
    """Have lists made anew that counted other rows than there are now; once for several files."""
    access.require(Permission.DATA_IMPORT)
    if run.shape not in BESIDE_CUSTOMERS:
        enqueue("customers.read_leaving_of", workspace_id=access.workspace.pk)
        want_look(access, now=now)
        enqueue_at(now + PAUSE, "exchange.read_again", run_id=run.pk)


def read_again(access: Access, run: ImportRun, *, now: datetime, waits: int = 0) -> list[str]:
    """Ask for what the night reads, as far as this import changed it; the jobs asked for.

    While another file is being written this waits for it, and what a file that was done later has
    read anyway is left to that one. Harmless twice.
    """
    access.require(Permission.DATA_IMPORT)
    others = ImportRun.objects.visible_to(access).exclude(pk=run.pk)
    busy = others.filter(state__in=(RunState.RUNNING, RunState.UNDOING))
    if waits < MOST_WAITS and busy.filter(changed_at__gt=now - STUCK).exists():
        enqueue_at(now + MEANWHILE, "exchange.read_again", run_id=run.pk, waits=waits + 1)
        return []
    later = set(_done_later(others, run).values_list("shape", flat=True))
    asked = [
        job for job, shapes in READINGS.items() if run.shape in shapes and shapes.isdisjoint(later)
    ]
    for job in asked:
        _ASK[job](access.workspace.pk)
    return asked


def _done_later(others: "QuerySet[ImportRun]", run: ImportRun) -> "QuerySet[ImportRun]":
    """Imports that changed something and ended after this one: they ask for themselves."""
    ended = run.undone_at or run.finished_at
    if ended is None:
        return others.none()
    wrote = Q(finished_at__gt=ended) & (Q(added__gt=0) | Q(changed__gt=0))
    return others.filter(wrote | Q(undone_at__gt=ended))
