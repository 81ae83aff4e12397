"""What the first value is, now and before."""

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.kit.periods import local_day
from emptychair.onboarding.errors import NoSuchDefinition
from emptychair.onboarding.models import FirstValueVersion
from emptychair.onboarding.types import Definition


def definitions(access: Access) -> list[Definition]:
    """The version of each that counts now."""
    return [one for one in all_versions(access) if one.is_current]


def all_versions(access: Access) -> list[Definition]:
    """All of those in force, newest version first; that of everybody before those of segments."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    seen: set[int] = set()
    found = []
    for row in _in_force(access):
        found.append(_definition(access, row, is_current=row.definition_id not in seen))
        seen.add(row.definition_id)
    return found


@prepared()
def _in_force(access: Access) -> QuerySet[FirstValueVersion]:
    rows = FirstValueVersion.objects.visible_to(access).filter(definition__retired_at=None)
    return rows.select_related("definition").order_by(
        "definition__kind", "definition__segment", "definition_id", "-number"
    )


def version_with_id(access: Access, version_id: int) -> Definition:
    """One of them. Raises `NoSuchDefinition`."""
    found = next((one for one in all_versions(access) if one.id == version_id), None)
    if found is None:
        raise NoSuchDefinition
    return found


def read_workspaces(access: Access) -> list[Workspace]:  # noqa: ARG001 - of no workspace yet
    """For whom the nightly job reads: every workspace of the installation."""
    return list(Workspace.objects.order_by("pk"))


def workspace_to_read(access: Access, workspace_id: int) -> Workspace | None:  # noqa: ARG001 - of no workspace yet
    """One of them; nothing when it is gone."""
    return Workspace.objects.filter(pk=workspace_id).first()


def _definition(access: Access, row: FirstValueVersion, *, is_current: bool) -> Definition:
    return Definition(
        id=row.pk,
        definition_id=row.definition_id,
        kind=row.definition.kind,
        segment=row.definition.segment,
        number=row.number,
        terms=row.terms,
        made_on=local_day(row.created_at, access.workspace.zone),
        made_by=row.made_label,
        reason=row.reason,
        is_current=is_current,
    )
