"""Tidying up after jobs."""

from emptychair.jobs.overview import forget_done
from emptychair.jobs.registry import job
from emptychair.jobs.schedule import schedule


@job("jobs.forget_done")
def forget_done_jobs() -> None:
    """Remove the notes of jobs that were done, but for the newest thousand."""
    forget_done()


schedule("jobs.forget_done", cron="35 * * * *")
