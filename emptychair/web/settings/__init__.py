"""Workspace, team and operator settings."""
