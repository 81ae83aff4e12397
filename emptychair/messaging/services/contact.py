"""Deciding whether somebody may be written to, and keeping why."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypedDict

from django.db import IntegrityError, transaction
from django.db.models import Max
from typing_extensions import Unpack

from emptychair.accounts.access import Access
from emptychair.customers.models import Person
from emptychair.kit.errors import Conflict
from emptychair.messaging.models import ContactDecision
from emptychair.messaging.queries.facts import contact_facts, themes_of
from emptychair.messaging.queries.rule import contact_rule
from emptychair.messaging.rules.contact_rate import (
    CompanyCount,
    ContactFacts,
    Wish,
    judge_contact,
)
from emptychair.messaging.types import EMAIL, ContactReason, Purpose

TRIES = 20  # so many decisions about one person at one moment are far from real


class ContactWish(TypedDict, total=False):
    """What one would like to send, besides its purpose."""

    languages: Collection[str]  # in which one can ask; none means all
    channel: str  # "email" when it is not said
    about: str  # "survey:3"
    cadence_days: int  # between two of the same `about`
    after_case: bool  # it asks about the case that was just closed
    to_leavers: bool  # it asks people who leave why they do


def decide_contact(
    access: Access,
    person: Person,
    *,
    occasion: str,
    purpose: str,
    now: datetime,
    **wish: Unpack[ContactWish],
) -> ContactDecision:
    """Whether this person is written to on this occasion, kept with its reason.

    The same occasion gives the same decision again. Two decisions at once cannot both use the last
    place that is free: each contact that counts has a turn of its own, a unique row, and so has
    each survey at a company (`models/contact.py`). The caller has asked for the right to send.
    """
    wanted = wish_of(access, purpose, wish)
    for _ in range(TRIES):
        known = _decided(access, person, occasion)
        if known:
            return known
        decision = _decision(access, person, occasion, wanted, now)
        try:
            with transaction.atomic():
                decision.save(force_insert=True)
        except IntegrityError:
            continue  # somebody decided at the same moment: look again
        return decision
    raise Conflict


def note_refusal(
    access: Access,
    person: Person,
    *,
    occasion: str,
    reason: ContactReason,
    parameters: dict[str, Any],
    now: datetime,
    about: str = "",
) -> ContactDecision:
    """Keep that somebody is not asked for a reason of whoever asks, such as a filter.

    A decision that is there already stays.
    """
    decision, _is_new = ContactDecision.objects.get_or_create(
        workspace=access.workspace,
        person=person,
        occasion=occasion,
        defaults={
            "purpose": Purpose.SURVEY.value,
            "decided_at": now,
            "allowed": False,
            "reason": reason.value,
            "parameters": parameters,
            "about": about,
        },
    )
    return decision


def preview_contact(
    access: Access,
    person_ids: Collection[int],
    *,
    now: datetime,
    purpose: str = Purpose.SURVEY.value,
    **wish: Unpack[ContactWish],
) -> list[tuple[int, bool, str, dict[str, Any]]]:
    """What `decide_contact` would say now, as (person id, allowed, reason, parameters).

    In the order of `person_ids`, as if they were asked one after the other; who does not exist here
    is left out. Nothing is stored.
    """
    wanted, rule = wish_of(access, purpose, wish), contact_rule(access)
    found = contact_facts(
        access, person_ids, now=now, channel=wanted.channel, cadence_days=wanted.cadence_days
    )
    rows, at_company = [], CompanyCount(rule)
    for person_id in person_ids:
        if person_id in found:
            facts = at_company.added_to(found[person_id])
            verdict = judge_contact(facts, rule, wanted, now=now)
            if verdict.allowed and wanted.purpose == Purpose.SURVEY:
                at_company.note(facts, now)
            rows.append((person_id, verdict.allowed, verdict.reason, verdict.parameters))
    return rows


def wish_of(access: Access, purpose: str, wish: ContactWish) -> Wish:
    """What one would like to send, as the rule wants to know it."""
    about = wish.get("about", "")
    theme = themes_of(access).get(about) if about else None
    return Wish(
        purpose=str(purpose),
        channel=wish.get("channel", EMAIL),
        about=about,
        cadence_days=wish.get("cadence_days", 0),
        priority=theme.priority if theme else None,
        languages=tuple(wish.get("languages", ())),
        after_case=wish.get("after_case", False),
        to_leavers=wish.get("to_leavers", False),
    )


def _decision(
    access: Access, person: Person, occasion: str, wish: Wish, now: datetime
) -> ContactDecision:
    """The decision as the moment stands, not stored yet."""
    rule, company_id = contact_rule(access), _company_of(access, person)
    # before the facts: who decides meanwhile takes these
    turn = _next(access, "turn", person_id=person.pk)
    capped = rule.company_most and wish.purpose == Purpose.SURVEY and company_id
    company_turn = _next(access, "company_turn", company_id=company_id) if capped else None
    facts = contact_facts(
        access, [person.pk], now=now, channel=wish.channel, cadence_days=wish.cadence_days
    )
    verdict = judge_contact(facts.get(person.pk, ContactFacts()), rule, wish, now=now)
    counts = verdict.allowed and wish.counted
    return ContactDecision(
        workspace=access.workspace,
        person=person,
        occasion=occasion,
        purpose=wish.purpose,
        channel=wish.channel,
        about=wish.about[:60],
        decided_at=now,
        turn=turn if counts else None,
        company_id=company_id,
        company_turn=company_turn if counts else None,
        allowed=verdict.allowed,
        reason=verdict.reason,
        parameters=verdict.parameters,
    )


def _company_of(access: Access, person: Person) -> int | None:
    """Read again: what the caller holds may be old."""
    rows = Person.objects.visible_to(access).filter(pk=person.pk)
    found: int | None = rows.values_list("company_id", flat=True).first()
    return found


def _decided(access: Access, person: Person, occasion: str) -> ContactDecision | None:
    rows = ContactDecision.objects.visible_to(access)
    return rows.filter(occasion=occasion, person=person).first()


def _next(access: Access, turn: str, **whose: int | None) -> int:
    rows = ContactDecision.objects.visible_to(access).filter(**whose)
    last: int | None = rows.aggregate(last=Max(turn))["last"]
    return (last or 0) + 1
