"""What the contact rule has to know, for many people in few queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.customers.models import Consent, Person, Suppression
from emptychair.messaging.models import ContactDecision, Hold
from emptychair.messaging.reasons import reason_sentence
from emptychair.messaging.rules.contact_rate import ContactFacts, ContactRule
from emptychair.messaging.types import Purpose

AT_ONCE = 500  # SQLite takes about a thousand values in one query
EMAIL = "email"


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """Why somebody was or was not written to, ready to show."""

    occasion: str
    purpose: str
    decided_at: datetime
    allowed: bool
    reason: str
    sentence: str


def contact_rule(access: Access) -> ContactRule:
    """How often people of this workspace may be asked."""
    stored = access.workspace.settings.get("contact_rule", {})
    return ContactRule.from_settings(stored if isinstance(stored, dict) else {})


def contact_facts(
    access: Access, person_ids: Collection[int], *, now: datetime
) -> dict[int, ContactFacts]:
    """What speaks for and against writing to these people; five queries for each 500 of them."""
    found: dict[int, ContactFacts] = {}
    ordered = sorted(set(person_ids))
    for start in range(0, len(ordered), AT_ONCE):
        found |= _facts(access, ordered[start : start + AT_ONCE], now)
    return found


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


def _facts(access: Access, ids: list[int], now: datetime) -> dict[int, ContactFacts]:
    people = list(
        Person.objects.visible_to(access)
        .filter(pk__in=ids)
        .values("pk", "email", "left_on", "language")
    )
    suppressed = _suppressed(access, {one["email"].lower() for one in people if one["email"]})
    refused, holds = _refused_consent(access, ids), _holds(access, ids, now)
    surveys = _surveys(access, ids)
    today = now.astimezone(access.workspace.zone).date()
    return {
        one["pk"]: ContactFacts(
            address=one["email"],
            has_left=bool(one["left_on"] and one["left_on"] <= today),
            suppression=suppressed.get(one["email"].lower(), ""),
            refused_consent=one["pk"] in refused,
            language=one["language"],
            surveys=tuple(surveys[one["pk"]]),
            **holds.get(one["pk"], {}),
        )
        for one in people
    }


def _suppressed(access: Access, addresses: set[str]) -> dict[str, str]:
    rows = Suppression.objects.visible_to(access).filter(channel=EMAIL, address__in=addresses)
    return dict(rows.values_list("address", "reason"))


def _refused_consent(access: Access, ids: list[int]) -> set[int]:
    """Whose newest word about mail is no. Who never said anything may be written to."""
    rows = Consent.objects.visible_to(access).filter(person_id__in=ids, channel=EMAIL)
    newest = dict(rows.order_by("said_at", "pk").values_list("person_id", "given"))
    return {person_id for person_id, given in newest.items() if not given}


def _holds(access: Access, ids: list[int], now: datetime) -> dict[int, dict[str, Any]]:
    """Of several holds the one that lasts longest."""
    rows = (
        Hold.objects.visible_to(access)
        .filter(person_id__in=ids, lifted_at=None)
        .filter(Q(until=None) | Q(until__gt=now))
        .values_list("person_id", "reason", "until")
    )
    ordered = sorted(rows, key=lambda row: (row[2] is None, row[2] or now))
    return {person: {"hold": reason, "hold_until": until} for person, reason, until in ordered}


def _surveys(access: Access, ids: list[int]) -> dict[int, list[datetime]]:
    rows = ContactDecision.objects.visible_to(access).filter(
        person_id__in=ids, allowed=True, purpose=Purpose.SURVEY
    )
    found: dict[int, list[datetime]] = defaultdict(list)
    for person_id, moment in rows.values_list("person_id", "decided_at"):
        found[person_id].append(moment)
    return found
