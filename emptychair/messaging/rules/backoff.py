"""When a mail is tried again that the server did not take, and how its answers are read."""

import re
from datetime import timedelta

WAITS = (1, 5, 15, 60, 180, 360, 720, 720, 720)  # minutes; together about two days
_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")


def wait_before(attempt: int) -> timedelta | None:
    """How long to wait after so many attempts; nothing when it is time to stop."""
    return timedelta(minutes=WAITS[attempt - 1]) if attempt <= len(WAITS) else None


def means_bad_address(code: int, answer: str) -> bool:
    """Whether a refusal speaks of the address, rather than of the mail or of us.

    By the enhanced code of RFC 3463 where there is one (x.1.x: address), else by the plain one.
    """
    enhanced = _ENHANCED.search(answer)
    if enhanced:
        return enhanced[1] == "5" and enhanced[2] == "1"
    return code in {550, 551, 553}
