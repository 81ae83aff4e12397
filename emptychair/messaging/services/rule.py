"""Changing how often people may be asked."""

from dataclasses import asdict

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.messaging.errors import ContactRuleInvalid
from emptychair.messaging.queries.contact import contact_rule
from emptychair.messaging.rules.contact_rate import ContactRule


def change_contact_rule(
    access: Access, *, min_days: int, most: int, window_days: int
) -> ContactRule:
    """Set how often somebody may be asked in this workspace. Raises `ContactRuleInvalid`."""
    access.require(Permission.WORKSPACE_MANAGE)
    wanted = {"min_days": min_days, "most": most, "window_days": window_days}
    rule = ContactRule.from_settings(wanted)
    if asdict(rule) != wanted:
        raise ContactRuleInvalid
    workspace = access.workspace
    with transaction.atomic():
        workspace.refresh_from_db(fields=["settings"])  # others keep their switches there too
        before = asdict(contact_rule(access))
        workspace.settings = {**workspace.settings, "contact_rule": wanted}
        workspace.save(update_fields=["settings", "changed_at"])
        record_audit(access, workspace, action="contact_rule.changed", before=before, after=wanted)
    return rule
