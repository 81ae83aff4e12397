"""Time zones that this machine knows."""

from functools import cache
from zoneinfo import available_timezones


@cache
def time_zones() -> frozenset[str]:
    """Names as in the IANA time zone database (`Asia/Tokyo`), read from disk once a process."""
    return frozenset(available_timezones())
