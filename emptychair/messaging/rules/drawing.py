"""Drawing people by chance, the same ones each time for the same seed."""

import hashlib

_WHOLE = 1 << 64


def is_in_share(seed: str, person_id: int, percent: int) -> bool:
    """Whether somebody belongs to the share. A larger share holds all of a smaller one."""
    digest = hashlib.sha256(f"{seed}:{person_id}".encode()).digest()
    return int.from_bytes(digest[:8]) * 100 < percent * _WHOLE
