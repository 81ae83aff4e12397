"""Reading accounts."""

from emptychair.accounts.access import Access, Actor, ActorKind
from emptychair.accounts.models import Membership, TeamMember, User, Workspace
from emptychair.accounts.permissions import RIGHTS, Permission, Role


def access_of_user(user: User, *, slug: str = "") -> Access | None:
    """What somebody may do in the workspace with this slug, else in their first one.

    Nothing when they are in no such workspace. It takes no `Access`, since it makes one.
    """
    found = Membership.objects.filter(user=user).select_related("workspace").order_by("created_at")
    membership = (found.filter(workspace__slug=slug) if slug else found).first()
    if membership is None:
        return None
    role = Role(membership.role)
    teams = TeamMember.objects.filter(workspace=membership.workspace_id, user=user)
    return Access(
        actor=Actor(ActorKind.PERSON, user.pk, str(user)),
        place=membership.workspace,
        rights=RIGHTS[role],
        may_see_names=Permission.NAME_READ in RIGHTS[role],
        teams=frozenset(teams.values_list("team_id", flat=True)),
        assigned_only=role is Role.PARTNER,
    )


def workspace_with_slug(access: Access, slug: str) -> Workspace | None:
    """The workspace with this slug, for the operator's commands; others see only their own."""
    found = Workspace.objects.filter(slug=slug)
    if access.actor.kind is not ActorKind.SYSTEM:
        found = found.filter(pk=access.workspace.pk)
    return found.first()


def first_workspace(access: Access) -> Workspace | None:
    """The oldest workspace that `access` may see."""
    found = Workspace.objects.order_by("pk")
    if access.actor.kind is not ActorKind.SYSTEM:
        found = found.filter(pk=access.workspace.pk)
    return found.first()
