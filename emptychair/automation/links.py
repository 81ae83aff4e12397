"""The signed link with which a customer stops mails of playbooks. It names workspace and person."""

from django.core.signing import BadSignature, Signer

_SALT = "emptychair.automation.stop"


def stop_token(workspace_id: int, person_id: int) -> str:
    """What stands in the address of the page."""
    return Signer(salt=_SALT, sep=".").sign(f"{workspace_id}-{person_id}")


def read_stop_token(token: str) -> tuple[int, int] | None:
    """Workspace and person, or nothing for what we did not sign."""
    try:
        workspace, _, person = Signer(salt=_SALT, sep=".").unsign(token).partition("-")
        return int(workspace), int(person)
    except (BadSignature, ValueError):
        return None
