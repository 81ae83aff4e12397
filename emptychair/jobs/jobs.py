"""Tidying up after jobs."""

from django.conf import settings
from django.utils import timezone

from emptychair.jobs.overview import forget_done
from emptychair.jobs.registry import job
from emptychair.jobs.retention import forget_facts
from emptychair.jobs.schedule import schedule


@job("jobs.forget_done")
def forget_done_jobs() -> None:
    """Remove the notes of jobs that were done, but for the newest thousand."""
    forget_done()


@job("jobs.forget_facts")
def forget_old_facts() -> None:
    """Remove facts that reached all their listeners long ago."""
    if settings.EVENT_DAYS > 0:
        forget_facts(now=timezone.now(), days=settings.EVENT_DAYS)


schedule("jobs.forget_done", cron="35 * * * *")
schedule("jobs.forget_facts", cron="50 3 * * *")
