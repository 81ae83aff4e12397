"""Asking people, each through the contact rule, and never twice on one occasion."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from typing_extensions import Unpack

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.kit.errors import NotFound
from emptychair.messaging.models import ContactDecision
from emptychair.messaging.queries.addresses import channel_address
from emptychair.messaging.services.contact import ContactWish, decide_contact, preview_contact
from emptychair.messaging.types import Purpose
from emptychair.surveys.errors import SurveyNotRunning
from emptychair.surveys.models import Invitation, Survey
from emptychair.surveys.rules.special_properties import special_of
from emptychair.surveys.rules.texts import language_for
from emptychair.surveys.services.audience import audience_of, decision_key, wave_preview
from emptychair.surveys.services.dispatch import send_invitation
from emptychair.surveys.types import ALREADY_ASKED, Asked, SurveyState, WaveResult
from emptychair.surveys.wishes import AskWish, channel_for, contact_wish
from emptychair.touchpoints.models import Touchpoint

BATCH = 1000


def ask_person(
    access: Access,
    survey: Survey,
    person: Person,
    *,
    occasion: str,
    now: datetime,
    touchpoint: Touchpoint | None = None,
    dry_run: bool = False,
    **wish: Unpack[AskWish],
) -> Asked:
    """Ask one person, or say why not; the contact rule's reason is kept.

    On the same occasion nobody is asked twice. A dry run stores nothing. Raises `SurveyNotRunning`.
    """
    access.require(Permission.SURVEY_SEND)
    known = _invited(access, survey, person, occasion)
    if known is not None:
        return _already(person.pk, known)
    channel = wish.get("channel") or channel_for(access, survey, person)
    contact = contact_wish(survey, channel, wish)
    if dry_run:
        return _previewed(access, person, now, contact)
    if survey.state != SurveyState.RUNNING:
        raise SurveyNotRunning
    with transaction.atomic():
        decision = decide_contact(
            access,
            person,
            occasion=decision_key(access, survey.pk, occasion),
            purpose=Purpose.SURVEY.value,
            now=now,
            **contact,
        )
        if not decision.allowed:
            return _as_asked(decision, None)
        invitation, is_new = Invitation.objects.get_or_create(
            workspace=access.workspace,
            survey=survey,
            person=person,
            occasion=occasion,
            defaults={
                **_details(survey, touchpoint, now),
                "language": _language(access, person, wish),
                "channel": channel,
                "properties": wish.get("properties", {}),
            },
        )
        if not is_new:
            return _already(person.pk, invitation.pk)
        to_address = channel_address(access, person, channel)
        send_invitation(access, invitation, to_address=to_address, now=now)
    return _as_asked(decision, invitation.pk)


def ask_wave(
    access: Access, survey: Survey, *, wave: str, now: datetime, dry_run: bool
) -> WaveResult:
    """Ask everybody whom the survey is for, on one occasion, here and now.

    Pages use `begin_wave`, which has it done by jobs in batches; the counts are the same. A dry run
    stores nothing.
    """
    access.require(Permission.SURVEY_SEND)
    occasion, reasons, people, asked = f"wave:{wave}", Counter[str](), 0, 0
    if dry_run:
        return wave_preview(access, survey, wave=wave, now=now).result
    for person in audience_of(access, survey).order_by("pk").iterator(BATCH):
        came = ask_person(access, survey, person, occasion=occasion, now=now)
        people, asked = people + 1, asked + came.asked
        reasons[came.reason] += 1
    return WaveResult(people=people, asked=asked, reasons=dict(reasons), dry_run=False)


def _details(survey: Survey, touchpoint: Touchpoint | None, now: datetime) -> dict[str, Any]:
    return {
        "touchpoint": touchpoint or survey.touchpoint,
        "version": survey.version,
        "asked_at": now,
        "expires_at": now + timedelta(days=survey.link_days) if survey.link_days else None,
    }


def _language(access: Access, person: Person, wish: AskWish) -> str:
    """The language that was asked for, or the person's; else the workspace's."""
    wanted = special_of(wish.get("properties", {})).locale
    return language_for(wanted or person.language, access.workspace.language)


def _invited(access: Access, survey: Survey, person: Person, occasion: str) -> int | None:
    rows = Invitation.objects.visible_to(access).filter(survey=survey, person=person)
    return rows.filter(occasion=occasion).values_list("pk", flat=True).first()


def _already(person_id: int, invitation_id: int) -> Asked:
    return Asked(
        person_id=person_id, asked=False, reason=ALREADY_ASKED, invitation_id=invitation_id
    )


def _previewed(access: Access, person: Person, now: datetime, contact: ContactWish) -> Asked:
    found = preview_contact(access, [person.pk], now=now, **contact)
    if not found:
        raise NotFound
    person_id, allowed, reason, parameters = found[0]
    return Asked(person_id=person_id, asked=allowed, reason=reason, parameters=parameters)


def _as_asked(decision: ContactDecision, invitation_id: int | None) -> Asked:
    return Asked(
        person_id=decision.person_id,
        asked=decision.allowed,
        reason=decision.reason,
        parameters=decision.parameters,
        invitation_id=invitation_id,
    )
