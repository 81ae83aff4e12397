"""Doing the jobs: one of them, and the process that does them all."""

import gc
import logging
import time
from typing import Any, NoReturn

from django.utils import timezone
from django_q.exceptions import TimeoutException

from emptychair.jobs.models import JobStart
from emptychair.jobs.queue import enqueue_again, wait_after
from emptychair.jobs.registry import Job, job_named
from emptychair.jobs.schedule import tick

logger = logging.getLogger("emptychair.jobs")

TICK = 15.0  # seconds between two looks at the schedule
LOOK = 0.5  # seconds between two looks at the children
MOST_STARTS = 3  # a job begun so often and never ended kills its worker


class PoisonJobError(RuntimeError):
    """A job that ended the process that did it, several times."""


def perform(name: str, arguments: dict[str, Any], attempt: int, mark: str = "") -> None:
    """Do one job. A failing one steps aside and comes back later; the last failure is kept.

    Called by django-q2 in a worker process. A `TimeoutException` is its way to stop what takes too
    long. `mark` tells this hand-out of the job from others: one that was begun `MOST_STARTS` times
    without coming to an end is given up, since it kills whoever does it. A brief job is counted
    from its second hand-out on (`broker.py`).
    """
    found = job_named(name)
    is_counted = bool(mark) and not (found.brief and not _is_noted(mark))
    if is_counted and _times_begun(mark, name) >= MOST_STARTS:
        _give_up_poison(found, arguments, mark)
    try:
        _do(found, arguments, attempt)
    finally:
        if is_counted:
            JobStart.objects.filter(mark=mark).delete()


def _do(found: Job, arguments: dict[str, Any], attempt: int) -> None:
    name = found.name
    try:
        found.function(**arguments)
    except (Exception, TimeoutException) as problem:
        if attempt >= found.attempts:
            logger.exception("The job %s failed for the last time", name)
            if found.given_up:
                found.given_up(**arguments)
            raise
        at = timezone.now() + wait_after(attempt)
        logger.warning(
            "The job %s failed (%s: %s); attempt %d of %d is at %s",
            name,
            type(problem).__name__,
            problem,
            attempt + 1,
            found.attempts,
            at.isoformat(timespec="seconds"),
        )
        enqueue_again(name, arguments, attempt=attempt + 1, at=at)
        if isinstance(problem, TimeoutException):
            raise  # django-q2 replaces this process


def _is_noted(mark: str) -> bool:
    return JobStart.objects.filter(mark=mark).exists()


def _times_begun(mark: str, name: str) -> int:
    """How often this job was begun before and did not end; from now on once more."""
    row, made = JobStart.objects.get_or_create(mark=mark, defaults={"name": name, "starts": 1})
    if made:
        return 0
    JobStart.objects.filter(pk=row.pk).update(starts=row.starts + 1, begun_at=timezone.now())
    return row.starts


def _give_up_poison(found: Job, arguments: dict[str, Any], mark: str) -> NoReturn:
    JobStart.objects.filter(mark=mark).delete()
    logger.error("The job %s ended its worker %d times and is given up", found.name, MOST_STARTS)
    if found.given_up:
        found.given_up(**arguments)
    raise PoisonJobError(f"The job {found.name} ended its worker {MOST_STARTS} times.")


def run_worker() -> int:
    """Work until told to stop (SIGTERM, SIGINT); the exit code is 0 then, 1 when the pool died.

    Jobs in progress are finished first. The queue is looked at by child processes; this one looks
    after the schedule.
    """
    from django_q.cluster import Cluster
    from django_q.conf import Conf

    from emptychair.jobs.broker import QueueTable

    Conf.SAVE_LIMIT = 0  # else each job reads all that are kept; ours is `jobs.forget_done`
    gc.collect()
    gc.freeze()  # what is loaded stays: the children need not look through it again and again
    cluster = Cluster(QueueTable(Conf.CLUSTER_NAME))  # answers the signals
    cluster.start()
    logger.info("The worker is ready")
    next_tick = time.monotonic()
    while cluster.sentinel.is_alive():
        if time.monotonic() >= next_tick:
            _tick_safely()
            next_tick = time.monotonic() + TICK
        time.sleep(LOOK)
    return 0 if cluster.has_stopped else 1


def _tick_safely() -> None:
    """A database that is away for a moment must not end the worker."""
    from django.db import DatabaseError, close_old_connections

    close_old_connections()
    try:
        tick(timezone.now())
    except DatabaseError:
        logger.exception("The schedule could not be looked at")
