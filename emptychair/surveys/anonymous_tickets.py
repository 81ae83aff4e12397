"""Signed tickets for anonymous answers: they name the survey and a number drawn by chance, and
neither the invitation that was used for it nor the moment.
"""

import secrets
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac

from emptychair.surveys.rules.anonymity import Traits

SALT = "emptychair.surveys.anonymous"
BITS = 52  # as many as a number has in every language that may read an export


@dataclass(frozen=True, slots=True, kw_only=True)
class AnonymousTicket:
    """What a ticket says; the traits are those that enough people share."""

    workspace_id: int
    survey_id: int
    day: date
    number: str
    traits: Traits
    is_test: bool = False

    @property
    def external_id(self) -> str:
        """What keeps its answer one answer; whoever reads it in a table cannot make a ticket."""
        return f"unnamed:{salted_hmac(SALT, self.number).hexdigest()[:32]}"


def new_number() -> str:
    """A number for somebody who begins now."""
    return secrets.token_urlsafe(15)


def sign_ticket(ticket: AnonymousTicket) -> str:
    """What stands in the address."""
    said: dict[str, Any] = {
        "w": ticket.workspace_id,
        "s": ticket.survey_id,
        "d": ticket.day.isoformat(),
        "n": ticket.number,
        "t": asdict(ticket.traits),
        "x": ticket.is_test,
    }
    return Signer(salt=SALT, sep=".").sign_object(said)


def read_anonymous_ticket(text: str) -> AnonymousTicket | None:
    """What it says, or nothing for what we did not sign."""
    try:
        said = Signer(salt=SALT, sep=".").unsign_object(text)
        return AnonymousTicket(
            workspace_id=said["w"],
            survey_id=said["s"],
            day=date.fromisoformat(said["d"]),
            number=said["n"],
            traits=Traits(**said["t"]),
            is_test=said["x"],
        )
    except (BadSignature, ValueError, KeyError, TypeError):
        return None


def random_number() -> int:
    """The number of a row by chance, so that it tells nothing of when it was written.

    Below zero: numbers that are counted up go on where they were, and tell nothing either.
    """
    return -secrets.randbelow(2**BITS) - 1
