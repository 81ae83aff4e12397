"""From somebody who signed in to `Access`. It takes none, since it makes one."""

from emptychair.accounts.access import Access, Actor, ActorKind
from emptychair.accounts.models import Membership, TeamMember, User
from emptychair.accounts.permissions import RIGHTS, Permission, Role
from emptychair.accounts.rules.entrance import is_demo_address


def access_of_user(user: User, *, slug: str = "") -> Access | None:
    """What somebody may do in the workspace with this slug, else in their first one.

    Nothing when they are in no such workspace.
    """
    found = Membership.objects.filter(user=user).select_related("workspace").order_by("created_at")
    if is_demo_address(user.email):
        found = found.filter(workspace__is_demo=True)  # and nowhere else, whoever let them in
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


def access_of_person(user: User) -> Access:
    """Somebody before a workspace is chosen: no right but over their own account."""
    actor = Actor(ActorKind.PERSON, user.pk, str(user))
    return Access(actor=actor, place=None, rights=frozenset(), may_see_names=False)
