"""Reading accounts: who somebody is, colleagues and teams, workspaces, the audit trail."""

from emptychair.accounts.queries.audit import (
    audit_actions,
    audit_entries,
    audit_rows,
    audit_rows_for_file,
)
from emptychair.accounts.queries.entering import access_of_person, access_of_user
from emptychair.accounts.queries.invitations import (
    invitation_with_hash,
    invitation_with_id,
    open_invitations,
)
from emptychair.accounts.queries.members import (
    member_with_id,
    members_of,
    team_with_id,
    teams_of,
)
from emptychair.accounts.queries.tokens import token_with_id, tokens_of
from emptychair.accounts.queries.workspaces import (
    anybody_is_here,
    demo_slug,
    first_workspace,
    own_workspaces,
    user_with_email,
    workspace_slugs,
    workspace_with_slug,
)

__all__ = [
    "access_of_person",
    "access_of_user",
    "anybody_is_here",
    "audit_actions",
    "audit_entries",
    "audit_rows",
    "audit_rows_for_file",
    "demo_slug",
    "first_workspace",
    "invitation_with_hash",
    "invitation_with_id",
    "member_with_id",
    "members_of",
    "open_invitations",
    "own_workspaces",
    "team_with_id",
    "teams_of",
    "token_with_id",
    "tokens_of",
    "user_with_email",
    "workspace_slugs",
    "workspace_with_slug",
]
