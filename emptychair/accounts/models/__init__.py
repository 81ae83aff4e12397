"""Tables of accounts, one file for each aggregate."""

from emptychair.accounts.models.audit import AuditEntry
from emptychair.accounts.models.invitation import MemberInvitation
from emptychair.accounts.models.membership import Membership
from emptychair.accounts.models.team import Team, TeamMember
from emptychair.accounts.models.token import Token
from emptychair.accounts.models.user import User
from emptychair.accounts.models.workspace import Workspace

__all__ = [
    "AuditEntry",
    "MemberInvitation",
    "Membership",
    "Team",
    "TeamMember",
    "Token",
    "User",
    "Workspace",
]
