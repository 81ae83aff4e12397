"""Writing playbooks: drafts and versions, runs and their steps, and taking them back."""
