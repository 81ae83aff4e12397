"""Tokens of answers for addresses that are handed around: 32 letters and digits, made of the
number of the answer and a signature, so that nothing is stored for them and none can be guessed.
"""

import hashlib
import hmac
import string

from django.conf import settings

ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
BASE = len(ALPHABET)
SIGNATURE, NUMBER = 19, 13  # signs of 112 and 76 bits
_BITS = (1 << 76) - 1


def permalink_token(response_id: int) -> str:
    """The token of an answer of ours."""
    signature = _signature(response_id)
    return signature + _written(response_id ^ _mask(signature), NUMBER)


def read_permalink(token: str) -> int | None:
    """The number of the answer, or nothing for a token that is not ours."""
    if len(token) != SIGNATURE + NUMBER or not set(token) <= set(ALPHABET):
        return None
    signature, number = token[:SIGNATURE], _read(token[SIGNATURE:])
    response_id = number ^ _mask(signature)
    if not 0 < response_id < 1 << 63:
        return None
    return response_id if hmac.compare_digest(_signature(response_id), signature) else None


def _signature(response_id: int) -> str:
    return _written(int.from_bytes(_digest(f"answer:{response_id}")[:14]), SIGNATURE)


def _mask(signature: str) -> int:
    return int.from_bytes(_digest(f"mask:{signature}")[:10]) & _BITS


def _digest(about: str) -> bytes:
    key = f"{settings.SECRET_KEY}:emptychair.surveys.permalink"
    return hmac.digest(key.encode(), about.encode(), hashlib.sha256)


def _written(number: int, width: int) -> str:
    signs = []
    for _ in range(width):
        number, sign = divmod(number, BASE)
        signs.append(ALPHABET[sign])
    return "".join(reversed(signs))


def _read(text: str) -> int:
    number = 0
    for sign in text:
        number = number * BASE + ALPHABET.index(sign)
    return number
