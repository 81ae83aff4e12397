"""The LINE account that a workspace enters itself: kept sealed, never shown again."""

import json
import re
from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.sealing import seal
from emptychair.messaging.errors import LineAccountInvalid
from emptychair.messaging.queries.line_account import PURPOSE, SETTING

_SECRET = re.compile(r"[0-9A-Za-z]{16,64}")
_TOKEN = re.compile(r"[\x21-\x7e]{20,500}")


def set_line_account(access: Access, *, secret: str, token: str) -> None:
    """Keep channel secret and access token for this workspace. Raises `LineAccountInvalid`.

    An account in the environment still wins. The trail says that it was set, never to what.
    """
    access.require(Permission.WORKSPACE_MANAGE)
    secret, token = secret.strip(), token.strip()
    if not (_SECRET.fullmatch(secret) and _TOKEN.fullmatch(token)):
        raise LineAccountInvalid
    sealed = seal(json.dumps([secret, token]), purpose=PURPOSE)
    _keep(access, sealed, action="workspace.line_account_set")


def forget_line_account(access: Access) -> bool:
    """Throw it away; whether there was one."""
    access.require(Permission.WORKSPACE_MANAGE)
    return _keep(access, "", action="workspace.line_account_removed")


def _keep(access: Access, sealed: str, *, action: str) -> bool:
    workspace = access.workspace
    with transaction.atomic():
        workspace.refresh_from_db(fields=["settings"])
        before: dict[str, Any] = dict(workspace.settings)
        if not sealed and SETTING not in before:
            return False
        kept = {name: value for name, value in before.items() if name != SETTING}
        workspace.settings = {**kept, **({SETTING: sealed} if sealed else {})}
        workspace.save(update_fields=["settings", "changed_at"])
        record_audit(access, workspace, action=action)
    return True
