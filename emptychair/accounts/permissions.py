"""What may be done, one list, and what each role may do."""

from enum import StrEnum


class Permission(StrEnum):
    """`resource:action`, in the order of the alphabet. Each is asked for somewhere."""

    REPORT_READ = "report:read"
    TOKEN_CREATE = "token:create"  # noqa: S105 - a permission, no secret


class Role(StrEnum):
    """What somebody is in a workspace."""

    OWNER = "owner"
    MANAGER = "manager"
    MEMBER = "member"
    ANALYST = "analyst"  # reads only, names masked
    PARTNER = "partner"  # an outside helper: sees only what is assigned


READING = frozenset({Permission.REPORT_READ})
ALL = frozenset(Permission)

RIGHTS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: ALL,
    Role.MANAGER: ALL,
    Role.MEMBER: READING,
    Role.ANALYST: READING,
    Role.PARTNER: frozenset(),
}
SEE_NAMES = frozenset({Role.OWNER, Role.MANAGER, Role.MEMBER})
