"""Tidying up after jobs."""

from django.conf import settings
from django.utils import timezone

from emptychair.jobs.overview import forget_done
from emptychair.jobs.registry import job
from emptychair.jobs.retention import forget_facts
from emptychair.jobs.schedule import schedule
from emptychair.kit.proportions import learn_proportions


@job("jobs.forget_done")
def forget_done_jobs() -> None:
    """Remove the notes of jobs that were done, but for the newest thousand."""
    forget_done()


@job("jobs.forget_facts")
def forget_old_facts() -> None:
    """Remove facts that reached all their listeners long ago."""
    if settings.EVENT_DAYS > 0:
        forget_facts(now=timezone.now(), days=settings.EVENT_DAYS)


@job("jobs.learn_proportions", attempts=1)
def learn_from_tables() -> None:
    """Have SQLite look how its tables are made up, so that it takes the right index."""
    learn_proportions()


schedule("jobs.forget_done", cron="35 * * * *")
schedule("jobs.forget_facts", cron="50 3 * * *")
schedule("jobs.learn_proportions", cron="53 * * * *")
