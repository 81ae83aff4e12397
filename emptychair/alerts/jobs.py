"""What comes round by itself."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.alerts.queries.rules import all_workspaces, rule_of, workspace_with_id
from emptychair.alerts.services.looking import look
from emptychair.alerts.services.rules import count_dry_run
from emptychair.jobs import enqueue, job, schedule
from emptychair.kit.periods import local_day

MORNING = 6  # o'clock, where the workspace is


@job("alerts.look_at_mornings", attempts=1)
def look_at_mornings() -> None:
    """Have every workspace looked at whose morning has come. Harmless twice."""
    now = timezone.now()
    for workspace in all_workspaces(Access.system(None, "the morning's look")):
        access = Access.system(workspace, "the morning's look")
        looked_on, today = rule_of(access).looked_on, local_day(now, workspace.zone)
        is_morning = now.astimezone(workspace.zone).hour >= MORNING
        if is_morning and (looked_on is None or looked_on < today):
            enqueue("alerts.look_at_workspace", workspace_id=workspace.pk)


@job("alerts.look_at_workspace", attempts=2)
def look_at_workspace(*, workspace_id: int) -> None:
    """What is new in one workspace this morning."""
    workspace = workspace_with_id(Access.system(None, "the morning's look"), workspace_id)
    if workspace:
        look(Access.system(workspace, "the morning's look"), now=timezone.now())


@job("alerts.count_dry_run", attempts=1)
def count_dry_runs(*, workspace_id: int) -> None:
    """What the last twelve months would have brought."""
    workspace = workspace_with_id(Access.system(None, "a dry run of alerts"), workspace_id)
    if workspace:
        count_dry_run(Access.system(workspace, "a dry run of alerts"), now=timezone.now())


schedule("alerts.look_at_mornings", cron="23 * * * *")
