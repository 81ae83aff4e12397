"""The queue table of django-q2, with a time before which a job stays where it is."""

import time
from datetime import datetime
from typing import Self

from django.db import connections
from django.utils import timezone
from django_q.brokers.orm import ORM
from django_q.conf import Conf
from django_q.models import OrmQ
from typing_extensions import override

from emptychair.jobs.models import JobStart
from emptychair.jobs.registry import known_jobs

AGAIN = "again"  # behind the key of a row that was handed out before


class QueueTable(ORM):  # type: ignore[misc]  # django-q2 has no types
    """Rows whose `lock` has passed are due, the longest waiting first; a later one simply waits."""

    not_before: datetime | None = None

    @classmethod
    def waiting_until(cls, moment: datetime | None) -> Self:
        """The queue for one job that must not start before `moment`."""
        broker = cls(Conf.CLUSTER_NAME)
        broker.not_before = moment
        return broker

    @override
    def enqueue(self, task: str) -> int:
        row = self.get_connection().create(
            key=self.list_key, payload=task, lock=self.not_before or timezone.now()
        )
        number: int = row.pk
        return number

    @override
    def dequeue(self) -> list[tuple[int, str]]:
        """The next job, on its lease from now on; nothing when another worker was quicker."""
        rows, now = self.get_connection(), timezone.now()
        _need_no_disk()
        taken = f"{self.list_key}:{AGAIN}"
        due = rows.filter(key__in=(self.list_key, taken), lock__lt=now)
        row = due.order_by("lock", "pk").first()
        if row is None:
            time.sleep(Conf.POLL)
            return []
        mine = rows.filter(pk=row.pk, lock=row.lock)
        if not mine.update(lock=self.timeout(row), key=taken):
            return []
        if row.key == taken:
            _note_lost(row)
        return [(row.pk, row.payload)]

    @override
    def acknowledge(self, task_id: int) -> None:
        """A job is done."""
        rows = self.get_connection()
        _need_no_disk()
        rows.filter(pk=task_id).delete()


def _need_no_disk() -> None:
    """In the processes that only hand out jobs and take them back, SQLite need not wait for the
    disk: when the power fails a job is handed out twice, as it may be, and what comes later in the
    log, the work of the job itself, waits for all that was before it.
    """
    connection = connections[Conf.ORM]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")


def _note_lost(row: OrmQ) -> None:
    """A lease ran out: whoever had it died. A brief job that kills its worker is found by this."""
    arguments = row.task.get("args", ())
    name, mark = (arguments[0], arguments[3]) if len(arguments) == 4 else ("", "")
    if mark and any(one.name == name and one.brief for one in known_jobs()):
        JobStart.objects.get_or_create(mark=mark, defaults={"name": name, "starts": 1})
