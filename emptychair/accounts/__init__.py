"""Who may do what: users, workspaces, memberships, teams, tokens, the audit trail, and `Access`,
the first argument of every service and query.
"""
