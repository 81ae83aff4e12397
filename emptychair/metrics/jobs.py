"""What comes round by itself."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.jobs import enqueue, job, schedule
from emptychair.metrics.queries.unheard import workspace_to_read, workspaces_to_read
from emptychair.metrics.services.unheard import read_unheard


@job("metrics.read_unheard_everywhere", attempts=1)
def read_every_night() -> None:
    """Have every workspace looked through for large customers nobody ever heard. Harmless twice."""
    for workspace in workspaces_to_read(Access.system(None, "the night's reading")):
        enqueue("metrics.read_unheard", workspace_id=workspace.pk)


@job("metrics.read_unheard", attempts=2)
def read_one(*, workspace_id: int) -> None:
    """Look through one workspace: at night, or because somebody asked."""
    workspace = workspace_to_read(Access.system(None, "asked for"), workspace_id)
    if workspace is not None:
        read_unheard(Access.system(workspace, "asked for"), now=timezone.now())


schedule("metrics.read_unheard_everywhere", cron="47 3 * * *")
