"""Who is held out by chance: the same customers each time for the same seed."""

import hashlib

_WHOLE = 1 << 64


def is_held_out(seed: str, customer: str, percent: int) -> bool:
    """Whether a customer ("person:7") belongs to the share; a larger share holds a smaller one.

    >>> sum(is_held_out("a", f"person:{n}", 20) for n in range(10_000)) // 100
    20
    """
    digest = hashlib.sha256(f"{seed}:{customer}".encode()).digest()
    return int.from_bytes(digest[:8]) * 100 < percent * _WHOLE
