"""Secrets that have to be read again, kept so that the database alone gives nothing away.

Sealed by Fernet (AES and a signature) under a key made from `SECRET_KEY` and a purpose. Where the
key of the installation changed, and the old one is not among `SECRET_KEY_FALLBACKS`, nothing can
be opened any more and has to be entered again.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(plain: str, *, purpose: str) -> str:
    """A text that only this installation opens, and only for the same purpose."""
    return _keys(purpose).encrypt(plain.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str | None:
    """What was sealed, or nothing for what was not sealed here for this purpose."""
    try:
        return _keys(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _keys(purpose: str) -> MultiFernet:
    """The key of today first, then those of before."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(str(one), purpose)) for one in secrets])


def _derived(secret: str, purpose: str) -> bytes:
    made = HKDF(SHA256(), length=32, salt=None, info=f"emptychair.seal:{purpose}".encode())
    return base64.urlsafe_b64encode(made.derive(secret.encode()))
