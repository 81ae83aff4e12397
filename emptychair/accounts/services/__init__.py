"""What accounts do: workspaces, memberships, tokens, the audit trail."""
