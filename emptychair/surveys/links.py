"""Signed links to answer pages. The signature names workspace and invitation; when it expires
stands in the invitation, so that a test can move the clock and a company can shorten it.
"""

from django.core.signing import BadSignature, TimestampSigner

SALT = "emptychair.surveys.answer"


def token_for(workspace_id: int, invitation_id: int) -> str:
    """What stands in the address of the answer page."""
    return _signer().sign(f"{workspace_id}-{invitation_id}")


def read_token(token: str) -> tuple[int, int] | None:
    """Workspace and invitation, or nothing for what we did not sign."""
    try:
        workspace, _, invitation = _signer().unsign(token).partition("-")
        return int(workspace), int(invitation)
    except (BadSignature, ValueError):
        return None


def _signer() -> TimestampSigner:
    return TimestampSigner(salt=SALT, sep=".")
