"""What a workspace wants to be told, and for whom the looks are."""

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.alerts.models import AlertRule
from emptychair.alerts.types import RuleRow


def rule_of(access: Access) -> RuleRow:
    """What is set, or what holds where nothing was."""
    access.require(Permission.SCORE_READ)
    row = AlertRule.objects.visible_to(access).first()
    if row is None:
        return RuleRow()
    return RuleRow(
        is_on=row.is_on,
        switched_off=tuple(row.switched_off),
        interest=row.interest,
        good_too=row.good_too,
        quiet=tuple(row.quiet),
        told_to_id=row.told_to_id,
        looked_on=row.looked_on,
        dry_run=row.dry_run,
    )


def all_workspaces(access: Access) -> list[Workspace]:  # noqa: ARG001 - of no workspace yet
    """Every workspace of the installation."""
    return list(Workspace.objects.order_by("pk"))


def workspace_with_id(access: Access, workspace_id: int) -> Workspace | None:  # noqa: ARG001 - the same
    """One of them, if it is still there."""
    return Workspace.objects.filter(pk=workspace_id).first()
