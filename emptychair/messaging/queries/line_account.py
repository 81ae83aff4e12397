"""Which LINE account a workspace sends from: the environment's, else its own."""

import json
from enum import Enum

from django.conf import settings

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.sealing import unseal

SETTING, PURPOSE = "line_account", "messaging.line_account"


class LineSource(Enum):
    """Who set the account up."""

    NOBODY = ""
    OPERATOR = "operator"  # in the environment
    WORKSPACE = "workspace"  # on the page
    UNREADABLE = "unreadable"  # sealed under a key that is no longer there


def line_secrets(access: Access) -> tuple[str, str] | None:
    """Channel secret and access token, for the integration alone; no page may show them."""
    access.require(Permission.MAIL_RECEIVE)
    given = dict(settings.LINE_ACCOUNTS).get(access.workspace.slug)
    return (given[0], given[1]) if given else _own(access)


def line_source(access: Access) -> LineSource:
    """Who set the account up, for the page. Needs `workspace:manage`."""
    access.require(Permission.WORKSPACE_MANAGE)
    if access.workspace.slug in dict(settings.LINE_ACCOUNTS):
        return LineSource.OPERATOR
    if SETTING not in access.workspace.settings:
        return LineSource.NOBODY
    return LineSource.WORKSPACE if _own(access) else LineSource.UNREADABLE


def _own(access: Access) -> tuple[str, str] | None:
    opened = unseal(str(access.workspace.settings.get(SETTING, "")), purpose=PURPOSE)
    if opened is None:
        return None
    secret, token = json.loads(opened)
    return str(secret), str(token)
