"""For whom the scheduled jobs look."""

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace


def workspaces_to_look_at(access: Access) -> list[Workspace]:  # noqa: ARG001 - of no workspace yet
    """Every workspace of the installation."""
    return list(Workspace.objects.order_by("pk"))


def workspace_with_id(access: Access, workspace_id: int) -> Workspace | None:  # noqa: ARG001 - the same
    """One of them, if it is still there."""
    return Workspace.objects.filter(pk=workspace_id).first()
