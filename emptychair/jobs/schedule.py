"""Jobs that come round by themselves.

    schedule("accounts.forget_old_tokens", cron="10 3 * * *")

Which run is done already is a unique row, so several workers may look at the same schedule.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from emptychair.jobs.cron import Cron
from emptychair.jobs.queue import enqueue


@dataclass(frozen=True, slots=True)
class Recurring:
    """A job without arguments and when it is due."""

    name: str
    cron: Cron
    zone: ZoneInfo


_SCHEDULE: dict[str, Recurring] = {}


def schedule(name: str, *, cron: str, zone: str = "UTC") -> None:
    """Have the job with this name done at these times, in this time zone.

    Raises `ValueError` for times that cannot be read and for a second schedule of the same job.
    """
    if name in _SCHEDULE:
        raise ValueError(f"The job {name} is scheduled twice: keep one.")
    _SCHEDULE[name] = Recurring(name, Cron.parse(cron), ZoneInfo(zone))


def unschedule(name: str) -> None:
    """Take a schedule away again; tests do."""
    _SCHEDULE.pop(name, None)


def scheduled() -> list[Recurring]:
    """All that comes round, by name."""
    return [_SCHEDULE[name] for name in sorted(_SCHEDULE)]


def tick(now: datetime) -> list[str]:
    """Enqueue what became due since the last look; the names of it.

    A time missed while no worker ran is made up once, not once for each time. What is seen for the
    first time waits for its next turn.
    """
    return [one.name for one in scheduled() if _enqueue_if_due(one, now)]


def _enqueue_if_due(one: Recurring, now: datetime) -> bool:
    from emptychair.jobs.models import ScheduledRun

    due = one.cron.latest(now, one.zone)
    runs = ScheduledRun.objects.filter(name=one.name)
    if due is None or runs.filter(due_at__gte=due).exists():
        return False
    try:
        with transaction.atomic():
            ScheduledRun.objects.create(name=one.name, due_at=due)
            if not runs.filter(due_at__lt=due).delete()[0]:
                return False
            enqueue(one.name)
    except IntegrityError:
        return False  # another worker took it
    return True
