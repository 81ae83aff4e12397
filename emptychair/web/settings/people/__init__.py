"""People, teams, tokens, the audit trail, the workspace itself."""
