"""Addresses of this section."""

from django.urls import path

from emptychair.web.settings.people import (
    audit,
    index,
    invitations,
    members,
    profile,
    teams,
    tokens,
    workspace,
    workspaces,
)

urlpatterns = [
    path("", index.index, name="settings"),
    path("profile/", profile.profile, name="profile"),
    path("workspace/", workspace.workspace, name="workspace"),
    path("workspaces/", workspaces.workspaces, name="workspaces"),
    path("workspaces/switch/", workspaces.switch, name="workspace-switch"),
    path("members/", members.members, name="members"),
    path("members/<int:user_id>/role/", members.role, name="member-role"),
    path("members/<int:user_id>/remove/", members.remove, name="member-remove"),
    path(
        "members/invitations/<int:invitation_id>/again/",
        invitations.again,
        name="invitation-again",
    ),
    path(
        "members/invitations/<int:invitation_id>/withdraw/",
        invitations.withdraw,
        name="invitation-withdraw",
    ),
    path("teams/", teams.teams, name="teams"),
    path("teams/<int:team_id>/", teams.team, name="team"),
    path("teams/<int:team_id>/delete/", teams.delete, name="team-delete"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", tokens.new, name="token-new"),
    path("tokens/<int:token_id>/revoke/", tokens.revoke, name="token-revoke"),
    path("audit/", audit.audit, name="audit"),
    path("audit/audit.csv", audit.download, name="audit-csv"),
]
