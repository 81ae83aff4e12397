"""What comes round by itself: a look every night, a back-test every month."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.jobs import enqueue, job, schedule
from emptychair.success.queries.workspaces import workspace_with_id, workspaces_to_look_at
from emptychair.success.services.counting import look_after_data
from emptychair.success.services.looking import look_at_everybody
from emptychair.success.services.lost import look_back_at_lost
from emptychair.success.services.testing import run_back_test


@job("success.look_every_night", attempts=1)
def look_every_night() -> None:
    """One job for each workspace."""
    for workspace in workspaces_to_look_at(Access.system(None, "a look every night")):
        enqueue("success.look_at_workspace", workspace_id=workspace.pk)


@job("success.look_at_workspace")
def look_at_workspace(*, workspace_id: int) -> None:
    """How every customer stands now, and who was lost. Harmless twice."""
    access = _access(workspace_id, "a look at every customer")
    if access is None:
        return
    now = timezone.now()
    look_at_everybody(access, now=now)
    look_back_at_lost(access, now=now)


@job("success.look_after_data")
def look_because_of_data(*, workspace_id: int) -> None:
    """New data came in, by an import: the list is new without anybody asking. Harmless twice."""
    access = _access(workspace_id, "a look at new data")
    if access is not None:
        look_after_data(access, now=timezone.now())


@job("success.test_every_month", attempts=1)
def test_every_month() -> None:
    """One job for each workspace."""
    for workspace in workspaces_to_look_at(Access.system(None, "a back-test every month")):
        enqueue("success.test_workspace", workspace_id=workspace.pk)


@job("success.test_workspace")
def test_workspace(*, workspace_id: int) -> None:
    """Judge every ranking; a live model that does not hold is demoted. Twice is one more test."""
    access = _access(workspace_id, "a back-test every month")
    if access is None:
        return
    now = timezone.now()
    run_back_test(access, now=now)
    look_at_everybody(access, now=now)


def _access(workspace_id: int, reason: str) -> Access | None:
    workspace = workspace_with_id(Access.system(None, reason), workspace_id)
    return Access.system(workspace, reason) if workspace else None


schedule("success.look_every_night", cron="23 3 * * *")
schedule("success.test_every_month", cron="37 2 1 * *")
