"""What comes round by itself."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.jobs import enqueue, job, schedule
from emptychair.silence.queries.workspaces import read_workspaces, workspace_to_read
from emptychair.silence.services.reading import read_silence


@job("silence.read_everybody", attempts=1)
def read_every_night() -> None:
    """Have the silence of every workspace read, each in a job of its own. Harmless twice."""
    for workspace in read_workspaces(Access.system(None, "the night's reading")):
        enqueue("silence.read_workspace", workspace_id=workspace.pk)


@job("silence.read_workspace", attempts=2)
def read_one(*, workspace_id: int) -> None:
    """Read one workspace: at night, or because somebody asked."""
    workspace = workspace_to_read(Access.system(None, "asked for"), workspace_id)
    if workspace is not None:
        read_silence(Access.system(workspace, "asked for"), now=timezone.now())


schedule("silence.read_everybody", cron="17 3 * * *")
