"""What comes round by itself."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.jobs import job, schedule
from emptychair.onboarding.queries.definitions import read_workspaces, workspace_to_read
from emptychair.onboarding.services.finding import find_moments
from emptychair.onboarding.services.reading import read_first_values


@job("onboarding.read_everybody", attempts=1)
def read_every_night() -> None:
    """Read how far everybody is, in every workspace. Harmless twice."""
    for workspace in read_workspaces(Access.system(None, "the night's reading")):
        read_first_values(Access.system(workspace, "the night's reading"), now=timezone.now())


@job("onboarding.read_workspace", attempts=2)
def read_one(*, workspace_id: int) -> None:
    """Read one workspace, because somebody asked."""
    workspace = workspace_to_read(Access.system(None, "asked for"), workspace_id)
    if workspace is not None:
        read_first_values(Access.system(workspace, "asked for"), now=timezone.now())


@job("onboarding.find_moments", attempts=2)
def find(*, workspace_id: int, kind: str, outcome: str) -> None:
    """Look for moments, because somebody asked."""
    workspace = workspace_to_read(Access.system(None, "asked for"), workspace_id)
    if workspace is not None:
        access = Access.system(workspace, "asked for")
        find_moments(access, kind=kind, outcome=outcome, now=timezone.now())


schedule("onboarding.read_everybody", cron="41 3 * * *")
