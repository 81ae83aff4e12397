"""Signed tickets for those who come without an invitation: one for each time somebody sits down.

A ticket names the place, a number drawn by chance, and when it was given. It makes the answer one
answer (its `external_id`), however often the form is sent, and tells how long somebody took.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.signing import BadSignature, Signer

SALT = "emptychair.surveys.ticket"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket says."""

    collector_id: int
    number: str
    opened_at: datetime

    @property
    def external_id(self) -> str:
        """What keeps its answer one answer."""
        return f"place:{self.collector_id}:{self.number}"


def new_ticket(collector_id: int, *, now: datetime, number: str = "") -> str:
    """A ticket for somebody who just came; `number` where their device has drawn one."""
    drawn = number or secrets.token_urlsafe(12)
    return _signer().sign(f"{collector_id}~{drawn}~{int(now.timestamp())}")


def read_ticket(text: str, *, collector_id: int) -> Ticket | None:
    """What it says; nothing for one that is not ours, or of another place."""
    try:
        place, number, moment = _signer().unsign(text).split("~")
        found = Ticket(int(place), number, datetime.fromtimestamp(int(moment), tz=UTC))
    except (BadSignature, ValueError, OverflowError):
        return None
    return found if found.collector_id == collector_id else None


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")
