"""The secret of a token: how it looks and how it is kept."""

import hashlib
import secrets

PREFIX = "ec_"  # lets scanners of source code recognise one that was left lying about


def new_secret() -> str:
    """A new secret with 256 bits of chance."""
    return PREFIX + secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What is stored: SHA-256, which is enough since nobody can guess 256 bits back."""
    return hashlib.sha256(secret.encode()).hexdigest()
