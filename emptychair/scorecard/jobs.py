"""What comes round by itself."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.jobs import job, schedule
from emptychair.kit.periods import local_day
from emptychair.scorecard.queries.workspaces import watched_workspaces
from emptychair.scorecard.services.guard import look_for_warnings


@job("scorecard.look_for_warnings", attempts=1)
def look_every_day() -> None:
    """Let the guard look at the last whole months of every workspace. Harmless twice."""
    for workspace in watched_workspaces(Access.system(None, "the guard's day")):
        access = Access.system(workspace, "the guard's day")
        now = timezone.now()
        look_for_warnings(access, today=local_day(now, workspace.zone), now=now)


schedule("scorecard.look_for_warnings", cron="41 5 * * *")
