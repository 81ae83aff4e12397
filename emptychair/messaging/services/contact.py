"""Deciding whether somebody may be written to, and keeping why."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from emptychair.accounts.access import Access
from emptychair.customers.models import Person
from emptychair.kit.errors import Conflict
from emptychair.messaging.models import ContactDecision
from emptychair.messaging.queries.contact import contact_facts, contact_rule
from emptychair.messaging.rules.contact_rate import ContactFacts, Verdict, judge_contact
from emptychair.messaging.types import Purpose

TRIES = 20  # so many decisions about one person at one moment are far from real


def decide_contact(
    access: Access,
    person: Person,
    *,
    occasion: str,
    purpose: str,
    now: datetime,
    languages: Collection[str] = (),
) -> ContactDecision:
    """Whether this person is written to on this occasion, kept with its reason.

    The same occasion gives the same decision again. Two decisions at once cannot both use the last
    survey that is allowed: each survey has a turn of its own, a unique row (`models/contact.py`).
    `languages` are those in which one can ask; none means all. The caller has asked for the right
    to send.
    """
    for _ in range(TRIES):
        known = _decided(access, person, occasion)
        if known:
            return known
        turn = _turns(access, person) + 1  # before the facts: who decides meanwhile takes it
        facts = contact_facts(access, [person.pk], now=now).get(person.pk, ContactFacts())
        verdict = _judge(access, facts, purpose, now, languages)
        decision = ContactDecision(
            workspace=access.workspace,
            person=person,
            occasion=occasion,
            purpose=purpose,
            decided_at=now,
            turn=turn if verdict.allowed and purpose == Purpose.SURVEY else None,
            allowed=verdict.allowed,
            reason=verdict.reason,
            parameters=verdict.parameters,
        )
        try:
            with transaction.atomic():
                decision.save(force_insert=True)
        except IntegrityError:
            continue  # somebody decided at the same moment: look again
        return decision
    raise Conflict


def preview_contact(
    access: Access,
    person_ids: Collection[int],
    *,
    now: datetime,
    purpose: str = Purpose.SURVEY.value,
    languages: Collection[str] = (),
) -> list[tuple[int, bool, str, dict[str, Any]]]:
    """What `decide_contact` would say now, as (person id, allowed, reason, parameters).

    In the order of `person_ids`; who does not exist here is left out. Nothing is stored.
    """
    facts = contact_facts(access, person_ids, now=now)
    rows = []
    for person_id in person_ids:
        if person_id in facts:
            verdict = _judge(access, facts[person_id], purpose, now, languages)
            rows.append((person_id, verdict.allowed, verdict.reason, verdict.parameters))
    return rows


def _judge(
    access: Access, facts: ContactFacts, purpose: str, now: datetime, languages: Collection[str]
) -> Verdict:
    return judge_contact(
        facts,
        contact_rule(access),
        counted=purpose == Purpose.SURVEY,
        now=now,
        languages=tuple(languages),
    )


def _decided(access: Access, person: Person, occasion: str) -> ContactDecision | None:
    rows = ContactDecision.objects.visible_to(access)
    return rows.filter(occasion=occasion, person=person).first()


def _turns(access: Access, person: Person) -> int:
    rows = ContactDecision.objects.visible_to(access).filter(person=person)
    last: int | None = rows.aggregate(last=Max("turn"))["last"]
    return last or 0
