"""When too much comes back, or too many call it spam, so that sending to many stops by itself.

Large mail providers judge a sender by these shares; once lost, their trust takes weeks to regain.
Nothing is said before `LEAST` mails: two of ten prove nothing. Complaints have a count of their
own, since one in a hundred is no share yet.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

WINDOW = timedelta(days=7)
LEAST = 50  # mails in the window before anything is said
BOUNCED = 0.05
COMPLAINED = 0.003  # the most that Gmail's rules for senders allow
LEAST_COMPLAINTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of the mails to many of the window."""

    sent: int
    bounced: int
    complained: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why sending stops: a code with plain values."""

    reason: str
    parameters: dict[str, Any]


def trouble_in(outcome: Outcome) -> Trouble | None:
    """The reason to stop, or nothing. Complaints weigh more than what came back."""
    if outcome.sent < LEAST:
        return None
    if outcome.complained >= LEAST_COMPLAINTS and outcome.complained > COMPLAINED * outcome.sent:
        found = {"count": outcome.complained, "sent": outcome.sent, "days": WINDOW.days}
        return Trouble("many_complaints", found)
    if outcome.bounced > BOUNCED * outcome.sent:
        found = {"count": outcome.bounced, "sent": outcome.sent, "days": WINDOW.days}
        return Trouble("many_bounces", found)
    return None
