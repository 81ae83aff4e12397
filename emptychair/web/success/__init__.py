"""Goals, health and playbooks."""
