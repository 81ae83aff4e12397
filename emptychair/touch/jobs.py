"""What comes round by itself."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.jobs import job, schedule
from emptychair.touch.queries.workspaces import counted_workspaces, workspace_to_count
from emptychair.touch.services.refresh import refresh_touch


@job("touch.count_everybody", attempts=1)
def count_every_night() -> None:
    """Count what the customers of every workspace bring and take. Harmless twice."""
    for workspace in counted_workspaces(Access.system(None, "the night's counting")):
        refresh_touch(Access.system(workspace, "the night's counting"), now=timezone.now())


@job("touch.count_customers", attempts=2)
def count_one(*, workspace_id: int) -> None:
    """Count one workspace, because costs changed or somebody asked."""
    workspace = workspace_to_count(Access.system(None, "asked for"), workspace_id)
    if workspace is not None:
        refresh_touch(Access.system(workspace, "asked for"), now=timezone.now())


schedule("touch.count_everybody", cron="47 3 * * *")
