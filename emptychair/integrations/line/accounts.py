"""The official account of each workspace, as the operator set it, or the workspace itself."""

from dataclasses import dataclass

from emptychair.accounts.access import Access
from emptychair.messaging.queries.line_account import line_secrets


@dataclass(frozen=True, slots=True)
class LineAccount:
    """`secret` proves that calls come from LINE, `token` that ours come from us."""

    secret: str
    token: str


def account_of(access: Access) -> LineAccount | None:
    """The account of a workspace, or nothing. Needs `mail:receive`."""
    found = line_secrets(access)
    return LineAccount(*found) if found else None
