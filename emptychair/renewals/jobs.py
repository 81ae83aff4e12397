"""What comes round by itself."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.jobs import job, schedule
from emptychair.renewals.queries.workspaces import workspace_numbered, workspaces_to_refresh
from emptychair.renewals.services.refresh import refresh_revenue

REASON = "counting revenue"


@job("renewals.refresh_all", attempts=1)
def refresh_all() -> None:
    """Count everything anew in every workspace that has contracts or orders."""
    for workspace in workspaces_to_refresh(Access.system(None, REASON), changed_only=False):
        refresh_revenue(Access.system(workspace, REASON), now=timezone.now())


@job("renewals.refresh_changed", attempts=1)
def refresh_changed() -> None:
    """The same where contracts came or changed since, so that a list stands after an import."""
    for workspace in workspaces_to_refresh(Access.system(None, REASON), changed_only=True):
        refresh_revenue(Access.system(workspace, REASON), now=timezone.now())


@job("renewals.refresh_one")
def refresh_one(workspace_id: int) -> None:
    """Count one workspace, because somebody asked. Harmless twice."""
    workspace = workspace_numbered(Access.system(None, REASON), workspace_id)
    if workspace is not None:
        refresh_revenue(Access.system(workspace, REASON), now=timezone.now())


schedule("renewals.refresh_all", cron="17 3 * * *")
schedule("renewals.refresh_changed", cron="*/10 * * * *")
