"""What a token may do at this moment."""

from collections.abc import Iterable

from emptychair.accounts.permissions import RIGHTS, Permission, Role


def rights_of_token(
    scopes: Iterable[str], *, is_somebodys: bool, role: str | None
) -> frozenset[Permission]:
    """The scopes it was given, less what the role of its maker does not allow any more.

    A token made by the installation itself keeps its scopes. That of somebody who is in the
    workspace no more has no right, nor has that of a partner: rows are assigned to people, and a
    program is none. Scopes that the product dropped count for nothing.
    """
    known = {one.value for one in Permission}
    given = frozenset(Permission(scope) for scope in scopes if scope in known)
    if not is_somebodys:
        return given
    if role is None or role == Role.PARTNER:
        return frozenset()
    return given & RIGHTS[Role(role)]
