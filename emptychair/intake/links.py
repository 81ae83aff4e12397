"""The address of the form in which customers write what they wish for. The signature names the
workspace and a number; another number, and the old address opens nothing.
"""

from django.core.signing import BadSignature, Signer

SALT = "emptychair.intake.form"


def form_token(workspace_id: int, number: int) -> str:
    """What stands in the address."""
    return _signer().sign(f"{workspace_id}-{number}")


def read_form_token(token: str) -> tuple[int, int] | None:
    """Workspace and number, or nothing for what we did not sign."""
    try:
        workspace, _, number = _signer().unsign(token).partition("-")
        return int(workspace), int(number)
    except (BadSignature, ValueError):
        return None


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")
