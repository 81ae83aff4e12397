"""The contact rule of a workspace."""

from emptychair.accounts.access import Access
from emptychair.messaging.rules.contact_rate import ContactRule


def contact_rule(access: Access) -> ContactRule:
    """How often people of this workspace may be asked."""
    stored = access.workspace.settings.get("contact_rule", {})
    return ContactRule.from_settings(stored if isinstance(stored, dict) else {})
