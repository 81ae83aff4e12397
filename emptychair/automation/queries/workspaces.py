"""Which workspaces have playbooks at work."""

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.automation.models import Playbook
from emptychair.automation.types import PlaybookState


def workspaces_at_work(access: Access) -> list[Workspace]:
    """Those with a live playbook."""
    del access
    live = Playbook.objects.filter(state=PlaybookState.LIVE).values("workspace")
    return list(Workspace.objects.filter(pk__in=live).order_by("pk"))


def workspace_with_id(access: Access, workspace_id: int) -> Workspace | None:
    """One workspace, or nothing when it is gone."""
    del access
    return Workspace.objects.filter(pk=workspace_id).first()
