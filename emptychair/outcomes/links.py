"""Signed links to the page on which a customer confirms a number. The signature names workspace and
confirmation; when it expires stands in the row, so that it can be withdrawn.
"""

from django.core.signing import BadSignature, Signer

SALT = "emptychair.outcomes.confirm"


def token_for(workspace_id: int, confirmation_id: int) -> str:
    """What stands in the address of the page."""
    return _signer().sign(f"{workspace_id}-{confirmation_id}")


def read_token(token: str) -> tuple[int, int] | None:
    """Workspace and confirmation, or nothing for what we did not sign."""
    try:
        workspace, _, confirmation = _signer().unsign(token).partition("-")
        return int(workspace), int(confirmation)
    except (BadSignature, ValueError):
        return None


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")
