"""Setting up SMS and LINE."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.messaging.models import Message
from emptychair.messaging.rules.phones import international
from emptychair.messaging.services.sending import plan_message
from emptychair.messaging.types import SMS, Purpose


def change_line_id(access: Access, line_id: str) -> None:
    """Keep the basic ID (`@...`) under which customers find our official account."""
    access.require(Permission.WORKSPACE_MANAGE)
    workspace = access.workspace
    with transaction.atomic():
        workspace.refresh_from_db(fields=["settings"])
        before = {"line_id": workspace.settings.get("line_id", "")}
        workspace.settings = {**workspace.settings, "line_id": line_id}
        workspace.save(update_fields=["settings", "changed_at"])
        record_audit(
            access,
            workspace,
            action="workspace.changed",
            before=before,
            after={"line_id": line_id},
        )


def send_to_oneself(access: Access, *, channel: str, address: str, now: datetime) -> Message:
    """A message to oneself, to see that it arrives; refused where the address cannot be one."""
    access.require(Permission.WORKSPACE_MANAGE)
    plain = address.strip()
    to_address = international(plain, access.workspace.country) if channel == SMS else plain
    with translation.override(access.workspace.language):
        text = _("This is a test of Emptychair. It works.")
    message, _is_new = plan_message(
        access,
        person=None,
        unique_key=f"texting-test:{access.user_id}:{now.isoformat()}",
        purpose=Purpose.STAFF.value,
        to_address=to_address or plain,
        channel=channel,
        subject="",
        text=text,
        send_after=now,
    )
    return message
