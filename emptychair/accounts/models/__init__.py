"""Tables of accounts, one file for each aggregate."""

from emptychair.accounts.models.audit import AuditEntry
from emptychair.accounts.models.membership import Membership
from emptychair.accounts.models.token import Token
from emptychair.accounts.models.user import User
from emptychair.accounts.models.workspace import Workspace

__all__ = ["AuditEntry", "Membership", "Token", "User", "Workspace"]
