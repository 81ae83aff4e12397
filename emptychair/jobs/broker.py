"""The queue table of django-q2, with a time before which a job stays where it is."""

from datetime import datetime
from typing import Self

from django.utils import timezone
from django_q.brokers.orm import ORM
from django_q.conf import Conf
from typing_extensions import override


class QueueTable(ORM):  # type: ignore[misc]  # django-q2 has no types
    """django-q2 takes rows whose `lock` has passed; a later one simply waits for its time."""

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
