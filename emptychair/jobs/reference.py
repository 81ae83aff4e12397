"""The pages of the reference that list events and jobs."""

from dataclasses import fields

from emptychair.jobs.registry import Job, known_jobs
from emptychair.jobs.schedule import scheduled
from emptychair.kit.events import Event, known_events, subscribers_of
from emptychair.kit.reference import first_sentence, is_ours, page, reference_page

EVENTS = """\
What one domain tells the others, as a fact that is stored with its cause; each subscriber gets it
once, by a job ([decision 4](../decisions/0004-events.md)). Every event also has
`workspace_id` and `about`, the thing whose facts keep their order. A field may be added with a
default; names stay."""
JOBS = """\
What happens outside a request, in `emptychair work` or the worker of `emptychair run`. A job may
run twice and does its work once. One that fails is tried again after ten seconds, then each time
after three times as long, at most six hours, as often as stated; then it is given up, and the
page of background jobs (Settings) shows it and starts it again. Times are cron's five fields, in
UTC."""


@reference_page("events.md")
def events_page() -> str:
    """Every fact, its fields, and who listens."""
    return page(
        "Events",
        source="`emptychair/*/events.py` and `subscribers.py`",
        intro=EVENTS,
        head=("Event", "What happened", "Fields", "Who listens"),
        rows=[_event_row(event) for event in known_events() if is_ours(event)],
    )


@reference_page("jobs.md")
def jobs_page() -> str:
    """Every job, when it comes round, and how often it is tried."""
    times = {one.name: one.cron.text for one in scheduled()}
    return page(
        "Jobs",
        source="`emptychair/*/jobs.py`",
        intro=JOBS,
        head=("Job", "What it does", "Comes round at", "Tries"),
        rows=[_job_row(one, times) for one in known_jobs() if is_ours(one.function)],
    )


def _event_row(event: type[Event]) -> tuple[str, ...]:
    own = [f"`{one.name}`" for one in fields(event) if one.name not in {"workspace_id", "about"}]
    heard = [f"`{one.name}`" for one in subscribers_of(event) if is_ours(one.react)]
    return (
        f"`{event.name}`",
        first_sentence(event),
        ", ".join(own),
        ", ".join(heard) or "nobody yet",
    )


def _job_row(job: Job, times: dict[str, str]) -> tuple[str, ...]:
    when = f"`{times[job.name]}`" if job.name in times else "when asked"
    return (f"`{job.name}`", first_sentence(job.function), when, str(job.attempts))
