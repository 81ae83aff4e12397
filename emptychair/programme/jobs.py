"""What comes round by itself."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.jobs import job, schedule
from emptychair.kit.periods import local_day
from emptychair.programme.queries.exceptions import exceptions_now
from emptychair.programme.queries.workspaces import all_workspaces
from emptychair.programme.services.tasks import call_task, make_tasks


@job("programme.look_at_day", attempts=1)
def look_at_day() -> None:
    """Make the tasks that come round, and call those that are out of turn. Harmless twice."""
    for workspace in all_workspaces(Access.system(None, "the programme's day")):
        access = Access.system(workspace, "the programme's day")
        today = local_day(timezone.now(), workspace.zone)
        make_tasks(access, today=today)
        for found in exceptions_now(access, today=today):
            call_task(access, found, today=today)


schedule("programme.look_at_day", cron="17 * * * *")
