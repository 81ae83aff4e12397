"""Changing how often people may be asked, and when messages leave."""

from dataclasses import asdict
from datetime import time
from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.messaging.errors import ContactRuleInvalid, SendHoursInvalid
from emptychair.messaging.queries.rule import contact_rule
from emptychair.messaging.queries.windows import send_hours
from emptychair.messaging.rules.contact_rate import ContactRule
from emptychair.messaging.rules.windows import SendHours, quiet_spans, written_spans


def change_contact_rule(access: Access, **numbers: int) -> ContactRule:
    """Set how often somebody may be asked in this workspace; what is not given stays.

    The names are those of `ContactRule`. Raises `ContactRuleInvalid`.
    """
    access.require(Permission.WORKSPACE_MANAGE)
    with transaction.atomic():
        access.workspace.refresh_from_db(fields=["settings"])  # others keep their switches there
        before = asdict(contact_rule(access))
        wanted = before | numbers
        rule = ContactRule.from_settings(wanted)
        if asdict(rule) != wanted:
            raise ContactRuleInvalid
        _keep(access, "contact_rule", wanted)
        record_audit(
            access, access.workspace, action="contact_rule.changed", before=before, after=wanted
        )
    return rule


def change_send_hours(
    access: Access,
    *,
    mail: tuple[time, time],
    phone: tuple[time, time],
    every_day: bool,
    on_holidays: bool,
    quiet: str,
) -> SendHours:
    """Set when messages leave: hours for mail and for telephones, days, and spans of quiet.

    Raises `SendHoursInvalid` for hours that end before they begin.
    """
    access.require(Permission.WORKSPACE_MANAGE)
    if mail[0] >= mail[1] or phone[0] >= phone[1]:
        raise SendHoursInvalid
    wanted = {
        "mail_from": mail[0].isoformat("minutes"),
        "mail_to": mail[1].isoformat("minutes"),
        "phone_from": phone[0].isoformat("minutes"),
        "phone_to": phone[1].isoformat("minutes"),
        "every_day": every_day,
        "on_holidays": on_holidays,
        "quiet": written_spans(quiet_spans(quiet)),
    }
    with transaction.atomic():
        access.workspace.refresh_from_db(fields=["settings"])
        before = access.workspace.settings.get("send_hours", {})
        _keep(access, "send_hours", wanted)
        record_audit(
            access, access.workspace, action="send_hours.changed", before=before, after=wanted
        )
    return send_hours(access)


def _keep(access: Access, name: str, wanted: dict[str, Any]) -> None:
    workspace = access.workspace
    workspace.settings = {**workspace.settings, name: wanted}
    workspace.save(update_fields=["settings", "changed_at"])
