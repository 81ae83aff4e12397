"""What comes round by itself."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.jobs import enqueue, job, schedule
from emptychair.kit.periods import local_day
from emptychair.scorecard.queries.kept import is_to_keep, workspace_to_keep
from emptychair.scorecard.queries.workspaces import watched_workspaces
from emptychair.scorecard.services.guard import look_for_warnings
from emptychair.scorecard.services.keeping import keep_readings


@job("scorecard.look_for_warnings", attempts=1)
def look_every_day() -> None:
    """Let the guard look at the last whole months of every workspace. Harmless twice."""
    for workspace in watched_workspaces(Access.system(None, "the guard's day")):
        access = Access.system(workspace, "the guard's day")
        now = timezone.now()
        look_for_warnings(access, today=local_day(now, workspace.zone), now=now)


@job("scorecard.keep_readings_everywhere", attempts=1)
def keep_every_day() -> None:
    """Have the figures of every workspace with many customers read, once its day has begun."""
    for workspace in watched_workspaces(Access.system(None, "the day's reading")):
        access = Access.system(workspace, "the day's reading")
        if is_to_keep(access, today=local_day(timezone.now(), workspace.zone)):
            enqueue("scorecard.keep_readings", workspace_id=workspace.pk)


@job("scorecard.keep_readings", attempts=2)
def keep_of_one(*, workspace_id: int) -> None:
    """Read what was not read today of the figures of one workspace. Harmless twice."""
    workspace = workspace_to_keep(Access.system(None, "the day's reading"), workspace_id)
    if workspace is not None:
        access, now = Access.system(workspace, "the day's reading"), timezone.now()
        keep_readings(access, today=local_day(now, workspace.zone), now=now, again=False)


schedule("scorecard.look_for_warnings", cron="41 5 * * *")
schedule("scorecard.keep_readings_everywhere", cron="17 * * * *")
