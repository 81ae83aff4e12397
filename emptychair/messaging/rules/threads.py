"""Addresses that know where an answer belongs: `hello+case.17-5kq2...@example.com`.

The part behind the last `-` is signed, so nobody can write into a conversation by guessing. Case
does not count, since some servers change it on the way.
"""

import base64
import hashlib
import hmac
import re

SIGNATURE = 16  # signs of base32, 80 bits
LONGEST_LOCAL = 64  # RFC 5321
_THREAD = re.compile(r"[a-z][a-z0-9_]*(?::[a-z0-9_]+)+")
_TAGGED = re.compile(
    r"(?P<local>[^@]+)\+(?P<thread>[a-z0-9_.]+)-(?P<signature>[a-z2-7]{16})@(?P<domain>[^@]+)"
)


def reply_address(workspace_address: str, thread: str, secret: str) -> str:
    """The address for answers that belong to `thread` ("case:17").

    The plain address where there is no room for more, and an empty one stays empty. Raises
    `ValueError` for a thread that is not `word:word` in small letters.
    """
    if not _THREAD.fullmatch(thread):
        raise ValueError(f"A thread looks like case:17, not like {thread!r}.")
    local, at, domain = workspace_address.rpartition("@")
    if not (local and at and domain):
        return ""
    tagged = f"{local}+{thread.replace(':', '.')}-{_sign(thread, secret)}"
    return workspace_address if len(tagged) > LONGEST_LOCAL else f"{tagged}@{domain}"


def thread_of(address: str, secret: str) -> str:
    """The thread an address stands for; empty when it has none, or not by us."""
    match = _TAGGED.fullmatch(address.strip().lower())
    if match is None:
        return ""
    thread = match["thread"].replace(".", ":")
    right = hmac.compare_digest(_sign(thread, secret), match["signature"])
    return thread if right and _THREAD.fullmatch(thread) else ""


def plain_address(address: str) -> str:
    """The address without what stands behind `+`, in small letters."""
    local, at, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def _sign(thread: str, secret: str) -> str:
    digest = hmac.digest(secret.encode(), f"messaging.thread:{thread}".encode(), hashlib.sha256)
    return base64.b32encode(digest).decode().lower()[:SIGNATURE]
