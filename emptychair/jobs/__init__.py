"""Work that happens later: `@job`, enqueue by name inside the transaction of its cause, schedules,
and the worker. The queue library stays behind this package, so that it can be replaced.

    @job("surveys.send_invitation")
    def send_invitation(*, invitation_id: int) -> None: ...

    enqueue("surveys.send_invitation", invitation_id=7)

A job may run twice, after a crash or an error, so running it twice must be harmless.
"""

from emptychair.jobs.queue import enqueue
from emptychair.jobs.registry import job
from emptychair.jobs.schedule import schedule

__all__ = ["enqueue", "job", "schedule"]
