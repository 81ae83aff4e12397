"""From the key of an outside program to `Access`. It takes none, since it makes one."""

from collections.abc import Iterable

from emptychair.accounts.access import Access, Actor, ActorKind
from emptychair.accounts.models import Membership, Workspace
from emptychair.accounts.permissions import Permission
from emptychair.accounts.rules.token_rights import rights_of_token


def access_of_machine(
    workspace: Workspace, *, label: str, scopes: Iterable[Permission], made_by: int | None
) -> Access:
    """A program with a key that an integration keeps: it may do no more than who made the key.

    `made_by` is the user; a key of somebody who left may do nothing. The integration has looked at
    the key itself.
    """
    role = None
    if made_by is not None:
        members = Membership.objects.filter(workspace=workspace, user=made_by)
        role = members.values_list("role", flat=True).first()
    rights = rights_of_token(
        [one.value for one in scopes], is_somebodys=made_by is not None, role=role
    )
    return Access(
        actor=Actor(ActorKind.TOKEN, None, label),
        place=workspace,
        rights=rights,
        may_see_names=Permission.NAME_READ in rights,
    )
