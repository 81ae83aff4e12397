"""Decisions about contacting somebody, ready to show."""

from dataclasses import dataclass
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.messaging.models import ContactDecision
from emptychair.messaging.queries.facts import contact_facts
from emptychair.messaging.queries.rule import contact_rule
from emptychair.messaging.reasons import reason_sentence

__all__ = ["DecisionRow", "contact_facts", "contact_rule", "decisions_of"]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """Why somebody was or was not written to, ready to show."""

    occasion: str
    purpose: str
    decided_at: datetime
    allowed: bool
    reason: str
    sentence: str


def decisions_of(access: Access, person_id: int, *, limit: int = 50) -> list[DecisionRow]:
    """The newest decisions about one person, each with its reason in a sentence."""
    rows = ContactDecision.objects.visible_to(access).filter(person_id=person_id)
    return [
        DecisionRow(
            occasion=row.occasion,
            purpose=row.purpose,
            decided_at=row.decided_at,
            allowed=row.allowed,
            reason=row.reason,
            sentence=reason_sentence(row.reason, row.parameters),
        )
        for row in rows.order_by("-decided_at", "-pk")[:limit]
    ]
