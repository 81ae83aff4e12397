"""Signed links with which a customer links an account of a channel to who they are.

The link names workspace and person and holds for `LINK_DAYS`; the nonce, which the channel gives
back to us, for minutes.
"""

import secrets
from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner

LINK_DAYS = 30
_LINK, _NONCE = "emptychair.messaging.link", "emptychair.messaging.nonce"
_NONCE_LIFE = timedelta(minutes=15)


def link_token(workspace_id: int, person_id: int) -> str:
    """What stands in the address of the page on which a customer links their account."""
    return _signer(_LINK).sign(f"{workspace_id}-{person_id}")


def read_link_token(token: str) -> tuple[int, int] | None:
    """Workspace and person, or nothing for what we did not sign, or too long ago."""
    return _read(_LINK, token, timedelta(days=LINK_DAYS))


def link_nonce(workspace_id: int, person_id: int) -> str:
    """A word for one linking, which nobody can guess."""
    return _signer(_NONCE).sign(f"{workspace_id}-{person_id}-{secrets.token_hex(8)}")


def read_link_nonce(nonce: str) -> tuple[int, int] | None:
    """Workspace and person behind a word of ours, or nothing."""
    return _read(_NONCE, nonce, _NONCE_LIFE)


def _read(salt: str, token: str, life: timedelta) -> tuple[int, int] | None:
    try:
        workspace, person, *_rest = _signer(salt).unsign(token, max_age=life).split("-")
        return int(workspace), int(person)
    except (BadSignature, ValueError):
        return None


def _signer(salt: str) -> TimestampSigner:
    return TimestampSigner(salt=salt, sep=".")
