"""For whom the nightly job reads."""

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace


def read_workspaces(access: Access) -> list[Workspace]:  # noqa: ARG001 - of no workspace yet
    """Every workspace of the installation."""
    return list(Workspace.objects.order_by("pk"))


def workspace_to_read(access: Access, workspace_id: int) -> Workspace | None:  # noqa: ARG001 - of no workspace yet
    """One of them; nothing when it is gone."""
    return Workspace.objects.filter(pk=workspace_id).first()
