"""Reading playbooks: what started, what is under way, what it brought."""
