"""Signed links to the customer's page of a plan. When they end, and whether they were withdrawn,
stands in the row.
"""

from django.core.signing import BadSignature, Signer

SALT = "emptychair.plans.link"


def token_for(workspace_id: int, link_id: int) -> str:
    """What stands in the address."""
    return _signer().sign(f"{workspace_id}-{link_id}")


def read_token(token: str) -> tuple[int, int] | None:
    """Workspace and link, or nothing for what we did not sign."""
    try:
        workspace, _, link = _signer().unsign(token).partition("-")
        return int(workspace), int(link)
    except (BadSignature, ValueError):
        return None


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")
