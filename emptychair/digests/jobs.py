"""Reports come round: looked for every hour, made once a period, sent once to each reader."""

from datetime import date

from django.conf import settings
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.digests.queries.digests import (
    digest_of_job,
    due_digests,
    workspaces_with_digests,
)
from emptychair.digests.rules.cadence import period_with
from emptychair.digests.services.making import make_issue
from emptychair.digests.services.sending import send_issue
from emptychair.digests.services.upkeep import tidy_up
from emptychair.jobs import enqueue, job, schedule

WHY = "a regular report"


@job("digests.look_for_due", attempts=1)
def look_for_due() -> None:
    """Have every report made whose hour has come where it is read; harmless twice."""
    for digest, period in due_digests(Access.system(None, WHY), now=timezone.now()):
        enqueue("digests.make_and_send", digest_id=digest.pk, first=period.first.isoformat())


@job("digests.make_and_send", attempts=4)
def make_and_send(*, digest_id: int, first: str) -> None:
    """Make the report of the period that begins on `first`, and mail it; each once."""
    digest = digest_of_job(Access.system(None, WHY), digest_id)
    if digest is None:
        return
    access = Access.system(digest.workspace, WHY)
    first_month = digest.workspace.fiscal_year_start
    period = period_with(digest.cadence, date.fromisoformat(first), first_month=first_month)
    issue, _new = make_issue(access, digest, period, now=timezone.now())
    send_issue(access, issue, address=address_of_issue(issue.pk), now=timezone.now())


@job("digests.tidy_up")
def put_away() -> None:
    """Remove for good what was removed a week ago, and files of crashes."""
    for workspace in workspaces_with_digests(Access.system(None, WHY)):
        tidy_up(Access.system(workspace, WHY), now=timezone.now())


def address_of_issue(issue_id: int) -> str:
    """Its page, from outside."""
    return f"{str(settings.PUBLIC_URL).rstrip('/')}/reports/issues/{issue_id}/"


schedule("digests.look_for_due", cron="5 * * * *")
schedule("digests.tidy_up", cron="50 3 * * *")
