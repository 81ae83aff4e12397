"""Putting jobs into the queue, a table of the same database: they vanish with a failed cause."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings

from emptychair.jobs.registry import job_named

RUNNER = "emptychair.jobs.worker.perform"
FIRST_WAIT, LONGEST_WAIT = 10, 6 * 3600  # seconds before a failed job is tried again


def enqueue(name: str, /, **arguments: Any) -> None:
    """Have a job done soon, by name, if the transaction that is open now commits.

    Raises `UnknownJobError`, and `TypeError` for arguments that are not plain JSON values. In tests
    jobs mostly run at once, and their errors are then raised here.
    """
    _put(name, arguments, attempt=1, not_before=None)


def enqueue_at(moment: datetime, name: str, /, **arguments: Any) -> None:
    """Have a job done at or soon after `moment`; otherwise like `enqueue`."""
    _put(name, arguments, attempt=1, not_before=moment)


def enqueue_again(name: str, arguments: dict[str, Any], *, attempt: int, at: datetime) -> None:
    """Have a failed job tried once more; the worker does."""
    _put(name, arguments, attempt=attempt, not_before=at)


def wait_after(attempt: int) -> timedelta:
    """How long to wait after so many attempts: 10 s, 30 s, 90 s, 270 s, ... up to six hours."""
    seconds = FIRST_WAIT * 3 ** min(attempt - 1, 20)  # a bound, so that it cannot overflow
    return timedelta(seconds=min(seconds, LONGEST_WAIT))


def _put(
    name: str, arguments: dict[str, Any], *, attempt: int, not_before: datetime | None
) -> None:
    found = job_named(name)
    plain = _plain(name, arguments)
    if settings.JOBS_RUN_AT_ONCE:
        found.function(**plain)
        return
    from django_q.tasks import async_task

    from emptychair.jobs.broker import QueueTable

    broker = QueueTable.waiting_until(not_before)
    keep = {"save": False} if found.brief else {}  # failures are kept all the same
    async_task(RUNNER, name, plain, attempt, uuid4().hex, task_name=name, broker=broker, **keep)


def _plain(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """What the worker will get: as after a journey through JSON."""
    try:
        plain: dict[str, Any] = json.loads(json.dumps(arguments, allow_nan=False))
    except (TypeError, ValueError) as problem:
        raise TypeError(
            f"The job {name} takes ids and plain values only, and reads the rest itself: {problem}."
        ) from None
    return plain
