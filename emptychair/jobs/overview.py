"""What the queue looks like now: for the page of jobs and for whoever watches the installation.

The queue belongs to the whole installation and holds names and ids, so it takes no `Access`; the
page asks for the right first.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django_q.models import OrmQ, Task

from emptychair.jobs.models import Delivery, DeliveryState, JobStart, ScheduledRun
from emptychair.jobs.queue import enqueue
from emptychair.jobs.schedule import scheduled

SHOWN = 200
KEPT = 1000  # notes of jobs that were done
LOOKED_AT = 10_000  # of the newest facts on their way


@dataclass(frozen=True, slots=True)
class WaitingJobs:
    """Jobs of one name that wait: how many, and when the next one is due (None: now)."""

    name: str
    count: int
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that failed for the last time; `problem` is the last line of the error."""

    id: str
    name: str
    stopped_at: datetime
    problem: str


@dataclass(frozen=True, slots=True)
class RecurringJob:
    """A job that comes round, its times as cron has them, and its last turn."""

    name: str
    cron: str
    zone: str
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class QueueState:
    """Everything about the queue at one moment."""

    waiting: list[WaitingJobs]
    failed: list[FailedJob]
    recurring: list[RecurringJob]
    running: list[JobStart]
    done_last_hour: int
    undelivered: int


def queue_state(now: datetime) -> QueueState:
    """What waits, runs, failed and comes round. At most 200 waiting rows are opened for names."""
    return QueueState(
        waiting=waiting_jobs(now),
        failed=failed_jobs(),
        recurring=recurring_jobs(),
        running=list(JobStart.objects.order_by("begun_at")[:SHOWN]),
        done_last_hour=_done_since(now - timedelta(hours=1)),
        undelivered=Delivery.objects.filter(state=DeliveryState.GIVEN_UP).count(),
    )


def waiting_jobs(now: datetime) -> list[WaitingJobs]:
    """The next jobs by name."""
    rows = OrmQ.objects.order_by("lock")[:SHOWN]
    counts: Counter[str] = Counter()
    first: dict[str, datetime | None] = {}
    for row in rows:
        name = row.name() or "?"
        counts[name] += 1
        later = row.lock if row.lock and row.lock > now else None
        first.setdefault(name, later)
    return [WaitingJobs(name, count, first[name]) for name, count in sorted(counts.items())]


def failed_jobs() -> list[FailedJob]:
    """What failed for the last time, newest first."""
    rows = Task.objects.filter(success=False).order_by("-stopped")[:SHOWN]
    return [FailedJob(row.id, row.name, row.stopped, _last_line(row.result)) for row in rows]


def recurring_jobs() -> list[RecurringJob]:
    """What comes round, by name."""
    runs = dict(ScheduledRun.objects.order_by("due_at").values_list("name", "due_at"))
    return [
        RecurringJob(one.name, one.cron.text, str(one.zone), runs.get(one.name))
        for one in scheduled()
    ]


def try_again(failed_id: str) -> bool:
    """Put a failed job into the queue once more; whether it was still there."""
    row = Task.objects.filter(id=failed_id, success=False).first()
    if row is None:
        return False
    name, arguments = row.args[0], row.args[1]
    enqueue(name, **arguments)
    row.delete()
    return True


def forget(failed_id: str) -> bool:
    """Take a failed job off the list; whether it was still there."""
    gone: int = Task.objects.filter(id=failed_id, success=False).delete()[0]
    return gone > 0


def counts_for_watchers() -> dict[str, int]:
    """Numbers for monitoring: waiting, due (should be taken by now), failed, undelivered."""
    now = timezone.now()
    return {
        "waiting": OrmQ.objects.count(),
        "due": OrmQ.objects.filter(lock__lte=now - timedelta(minutes=1)).count(),
        "failed": Task.objects.filter(success=False).count(),
        "undelivered": Delivery.objects.filter(state=DeliveryState.GIVEN_UP).count(),
    }


def forget_done(*, keep: int = KEPT) -> int:
    """Remove the notes of jobs that were done, but for the newest; how many there were."""
    done = Task.objects.filter(success=True).order_by("-stopped")
    oldest = done.values_list("stopped", flat=True)[keep - 1 : keep].first()
    gone: int = done.filter(stopped__lt=oldest).delete()[0] if oldest else 0
    return gone


def _done_since(moment: datetime) -> int:
    """Jobs, and facts that were handed on, of which each is not a note of its own; up to 10,000."""
    newest = Delivery.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    told = Delivery.objects.filter(pk__gt=newest - LOOKED_AT, state=DeliveryState.DONE)
    jobs: int = Task.objects.filter(success=True, stopped__gte=moment).count()
    return jobs + told.filter(finished_at__gte=moment).count()


def _last_line(result: Any) -> str:
    lines = [line for line in str(result or "").strip().splitlines() if line.strip()]
    return lines[-1][:300] if lines else ""
