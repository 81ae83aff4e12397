"""Pages about people and the workspace: members, teams, tokens, the audit trail, one's profile."""
