"""What comes round by itself: events are counted, and lists made."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.jobs import enqueue, job, schedule
from emptychair.usage.queries.workspaces import all_workspaces, workspace_with_id
from emptychair.usage.services.counting import count_new
from emptychair.usage.services.reading import read_companies, read_people

REASON = "counting use"


@job("usage.count_events", attempts=1)
def count_events() -> None:
    """Have the new events of every workspace counted."""
    for workspace in all_workspaces(Access.system(None, REASON)):
        enqueue("usage.count_workspace", workspace_id=workspace.pk)


@job("usage.count_workspace", attempts=2)
def count_workspace(*, workspace_id: int) -> None:
    """Count the new events of one workspace. Harmless twice."""
    workspace = workspace_with_id(Access.system(None, REASON), workspace_id)
    if workspace:
        count_new(Access.system(workspace, REASON), now=timezone.now())


@job("usage.read_all", attempts=1)
def read_all() -> None:
    """Have the lists of every workspace made anew."""
    for workspace in all_workspaces(Access.system(None, REASON)):
        enqueue("usage.read_workspace", workspace_id=workspace.pk)


@job("usage.read_workspace", attempts=2)
def read_workspace(*, workspace_id: int) -> None:
    """Count what is new and make the lists of one workspace."""
    workspace = workspace_with_id(Access.system(None, REASON), workspace_id)
    if workspace:
        access, now = Access.system(workspace, REASON), timezone.now()
        count_new(access, now=now)
        read_companies(access, now=now)
        read_people(access, now=now)


schedule("usage.count_events", cron="*/5 * * * *")
schedule("usage.read_all", cron="40 * * * *")
