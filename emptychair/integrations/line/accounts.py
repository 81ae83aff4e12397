"""The official account of each workspace, as the operator set it."""

from dataclasses import dataclass

from django.conf import settings

from emptychair.accounts.access import Access


@dataclass(frozen=True, slots=True)
class LineAccount:
    """`secret` proves that calls come from LINE, `token` that ours come from us."""

    secret: str
    token: str


def account_of(access: Access) -> LineAccount | None:
    """The account of a workspace, or nothing."""
    found = dict(settings.LINE_ACCOUNTS).get(access.workspace.slug)
    return LineAccount(*found) if found else None
