"""Who asked for a change, who may be told, who was, and what they answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.loop.models import Initiative, InitiativeVoice
from emptychair.loop.queries.masked import address_of, name_of, words_for
from emptychair.loop.rules.telling import TellText, text_for
from emptychair.messaging.models import InboundMail
from emptychair.messaging.queries import reason_sentence
from emptychair.messaging.services.sending import preview_contact
from emptychair.messaging.types import MessageState, Purpose

SENT = (MessageState.HANDED_OVER, MessageState.DELIVERED)
UNDER_WAY = (MessageState.PLANNED, MessageState.LEASED)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRow:
    """One voice or case that asked for the change, fit to show."""

    id: int
    customer: str
    person_id: int | None
    metric: str
    score: int | None
    words: str
    case_number: int | None
    said_at: datetime
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TellRow:
    """One customer who asked: whether they are told, and if not, why."""

    person_id: int
    name: str
    address: str
    language: str
    allowed: bool
    reason: str  # a sentence, empty when allowed
    told: bool
    state: str  # of the mail, in words
    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """What somebody wrote back."""

    inbound_id: int
    person_id: int | None
    name: str
    text: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """How far telling came: customers, not voices."""

    asked: int
    sent: int
    under_way: int
    failed: int

    @property
    def told(self) -> int:
        """Those who were written to, whether the mail has left already or not."""
        return self.sent + self.under_way


def voices_of(access: Access, initiative: Initiative, *, limit: int = 200) -> list[VoiceRow]:
    """The voices and cases that asked for it, the newest first."""
    return [_voice_row(access, one) for one in _voices(access, initiative).order_by("-pk")[:limit]]


def told_progress(access: Access, initiative: Initiative) -> Told:
    """How many customers asked, and what became of the last mail to each."""
    voices = _voices(access, initiative).filter(person__isnull=False)
    asked = voices.aggregate(n=Count("person", distinct=True))["n"]
    told = voices.filter(told__isnull=False).order_by("pk")
    states = dict(told.values_list("person_id", "told__state"))
    found = list(states.values())
    sent = sum(state in SENT for state in found)
    under_way = sum(state in UNDER_WAY for state in found)
    return Told(asked, sent, under_way, len(found) - sent - under_way)


def tell_rows(
    access: Access, initiative: Initiative, texts: Mapping[str, TellText], *, now: datetime
) -> list[TellRow]:
    """The dry run: who would get what, and for who would not, why. Nothing is stored.

    Consent, suppression, holds and the contact rule are asked for all in a few queries.
    """
    people, told = _people(access, initiative)
    waiting = [person.pk for person in people if person.pk not in told]
    judged = {
        person_id: (allowed, reason_sentence(reason, parameters))
        for person_id, allowed, reason, parameters in preview_contact(
            access, waiting, now=now, purpose=Purpose.TOLD.value
        )
    }
    return [_tell_row(access, person, told, judged, texts) for person in people]


def answers_of(access: Access, initiative: Initiative) -> list[AnswerRow]:
    """What came back to "we changed it", the newest first."""
    access.require(Permission.INITIATIVE_READ)
    found = InboundMail.objects.visible_to(access).filter(thread=f"initiative:{initiative.pk}")
    return [
        AnswerRow(
            inbound_id=mail.pk,
            person_id=mail.person_id,
            name=name_of(access, mail.person),
            text=words_for(access, mail.text, mail.person),
            received_at=mail.received_at,
        )
        for mail in found.select_related("person").order_by("-received_at")[:100]
    ]


def _voices(access: Access, initiative: Initiative) -> QuerySet[InitiativeVoice]:
    access.require(Permission.INITIATIVE_READ)
    parts = ("person", "response", "case__response", "told")
    return (
        InitiativeVoice.objects.visible_to(access)
        .filter(initiative=initiative)
        .select_related(*parts)
    )


def _people(access: Access, initiative: Initiative) -> tuple[list[Person], dict[int, MessageState]]:
    people: dict[int, Person] = {}
    told: dict[int, MessageState] = {}
    for voice in _voices(access, initiative).order_by("pk"):
        if voice.person:
            people.setdefault(voice.person.pk, voice.person)
            if voice.told and voice.told.state != MessageState.CANCELLED:
                told[voice.person.pk] = MessageState(voice.told.state)
    return list(people.values()), told


def _tell_row(
    access: Access,
    person: Person,
    told: dict[int, MessageState],
    judged: dict[int, tuple[bool, str]],
    texts: Mapping[str, TellText],
) -> TellRow:
    own = access.workspace.language
    words = text_for(person.language, texts, own=own)
    name = name_of(access, person)
    filled = words.for_name(name) if words else TellText("", "")
    allowed, reason = judged.get(person.pk, (False, ""))
    return TellRow(
        person_id=person.pk,
        name=name,
        address=address_of(access, person),
        language=person.language.partition("-")[0] or own,
        allowed=allowed and words is not None and person.pk not in told,
        reason="" if allowed else reason,
        told=person.pk in told,
        state=str(told[person.pk].label) if person.pk in told else "",
        subject=filled.subject,
        text=filled.text,
    )


def _voice_row(access: Access, voice: InitiativeVoice) -> VoiceRow:
    answer = voice.response or (voice.case.response if voice.case else None)
    words = answer.comment if answer else ""
    said = answer.answered_at if answer else None
    if voice.case and not words:
        words = voice.case.title
    return VoiceRow(
        id=voice.pk,
        customer=name_of(access, voice.person),
        person_id=voice.person_id,
        metric=answer.metric if answer else "",
        score=answer.score if answer else None,
        words=words_for(access, words, voice.person),
        case_number=voice.case.number if voice.case else None,
        said_at=said or (voice.case.opened_at if voice.case else voice.created_at),
        told=voice.told_id is not None,
    )
