"""Answering by short messages: first the score, then the why, in whichever order they arrive."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum

from django.db import transaction
from django.urls import reverse

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.consent import is_suppressed
from emptychair.messaging.models import InboundText
from emptychair.messaging.queries.texts import inbound_text, waiting_texts
from emptychair.messaging.services.sending import plan_message
from emptychair.messaging.services.texts import mark_handled
from emptychair.messaging.types import Purpose
from emptychair.surveys.links import token_for
from emptychair.surveys.models import Invitation, Response
from emptychair.surveys.queries.definitions import definition_for
from emptychair.surveys.queries.text_answers import KIND, invitation_answered
from emptychair.surveys.rules.definition import score_question
from emptychair.surveys.rules.scales import steps_of
from emptychair.surveys.rules.text_scores import Said, labels_of, read_score
from emptychair.surveys.services.answering import AnswerSession, Saved, response_of, save_answers
from emptychair.surveys.services.invitation_mail import public_link
from emptychair.surveys.services.invitation_text import (
    hint_text,
    thanks_text,
    why_text,
)
from emptychair.surveys.types.definition import AnswerValue, Question


class Taken(Enum):
    """What a short message became."""

    ANSWER = "answer"
    WAITS = "waits"  # words of somebody who has not given a score yet
    NO_ANSWER = "no answer"


def answer_by_text(access: Access, inbound_id: int, *, now: datetime) -> Taken:
    """Make a short message an answer, where it is one to what we asked.

    A number is the score, and then we ask why; the next message is the comment, and then we thank.
    Words that came before their score wait for it. The same message again changes nothing.
    """
    access.require(Permission.SURVEY_SEND)
    text = inbound_text(access, inbound_id)
    if text.handled_at is not None:
        return Taken.ANSWER
    with transaction.atomic():
        found = invitation_answered(access, text, now=now)
        invitation = _locked(access, found) if found else None
        text = inbound_text(access, inbound_id)  # another worker may have taken it meanwhile
        if text.handled_at is not None:
            return Taken.ANSWER
        return _take(access, invitation, text, now) if invitation else Taken.NO_ANSWER


def _locked(access: Access, invitation: Invitation) -> Invitation:
    """Two messages of one customer are read one after the other."""
    rows = Invitation.objects.visible_to(access).select_for_update(of=("self",))
    found = rows.select_related(
        "survey__touchpoint", "touchpoint", "person__merged_into", "message"
    )
    return found.get(pk=invitation.pk)


def _take(access: Access, invitation: Invitation, text: InboundText, now: datetime) -> Taken:
    session = _session(access, invitation, text.channel)
    main, why = _questions(session)
    if main is None:
        return Taken.NO_ANSWER
    known = response_of(access, session)
    is_button = text.thread.startswith(KIND)  # the score may be changed by another one
    if known is not None and known.score is not None and not is_button:
        if known.comment or why is None:
            return Taken.NO_ANSWER
        values = {why.key: AnswerValue(text=text.text.strip())}
        _thank(access, invitation, _save(access, session, values, now, finished=True))
        mark_handled(access, text, thread=f"{KIND}{invitation.pk}", now=now)
        return Taken.ANSWER
    labels = labels_of(invitation.survey.metric, invitation.language)
    said = read_score(text.text, steps_of(main), labels)
    if said.score is None:
        _say(access, invitation, "hint", hint_text(access, invitation))
        return Taken.WAITS
    _score(access, session, text, said, now)
    return Taken.ANSWER


def _score(
    access: Access, session: AnswerSession, text: InboundText, said: Said, now: datetime
) -> None:
    """The score, with the words that came before it and after it in the same message."""
    (main, why), invitation = _questions(session), session.invitation
    if main is None or invitation is None or said.score is None:
        return
    found = waiting_texts(
        access, channel=text.channel, address=text.from_address, since=invitation.asked_at
    )
    waiting = [one for one in found if one.pk != text.pk and not one.thread]
    words = "\n".join(filter(None, [*(one.text.strip() for one in waiting), said.words]))
    values = {main.key: AnswerValue(number=float(said.score))}
    if words and why is not None:
        values[why.key] = AnswerValue(text=words)
    is_last = bool(words) or why is None
    saved = _save(access, session, values, now, finished=is_last)
    for one in (*waiting, text):
        mark_handled(access, one, thread=f"{KIND}{invitation.pk}", now=now)
    if is_last:
        _thank(access, invitation, saved)
    else:
        _say(access, invitation, "why", why_text(access, invitation))


def _session(access: Access, invitation: Invitation, channel: str) -> AnswerSession:
    rows = Response.objects.visible_to(access).filter(invitation=invitation)
    known = rows.first()
    definition, version = definition_for(
        access, invitation.survey, invitation=invitation, response=known
    )
    return AnswerSession(
        survey=invitation.survey,
        definition=definition,
        version=version,
        language=(known.language if known else "") or invitation.language,
        channel=channel,
        source=channel,
        invitation=invitation,
        properties=invitation.properties,
        is_test=invitation.is_test,
    )


def _questions(session: AnswerSession) -> tuple[Question | None, Question | None]:
    """The main question and its why."""
    main = score_question(session.definition)
    whys = (one for one in session.definition.questions if main and one.why_of == main.key)
    return main, next(whys, None)


def _save(
    access: Access,
    session: AnswerSession,
    values: Mapping[str, AnswerValue],
    now: datetime,
    *,
    finished: bool,
) -> Saved:
    visitor = Access.respondent(access.workspace, "short message")
    return save_answers(visitor, session, page="", values=values, now=now, finished=finished)


def _thank(access: Access, invitation: Invitation, saved: Saved) -> None:
    """Once; where questions are left that need more than a text, with the link to them."""
    token = token_for(access.workspace.pk, invitation.pk)
    link = "" if saved.finished else public_link(access, reverse("answer", args=[token]))
    _say(access, invitation, "thanks", thanks_text(access, invitation, rest_at=link))


def _say(access: Access, invitation: Invitation, word: str, text: str) -> None:
    """Write back, each word once for an invitation; never to whoever wants no more."""
    sent = invitation.message
    if sent is None or is_suppressed(access, channel=sent.channel, address=sent.to_address):
        return
    plan_message(
        access,
        person=invitation.person,
        unique_key=f"survey-text:{invitation.pk}:{word}",
        purpose=Purpose.REPLY.value,
        to_address=sent.to_address,
        channel=sent.channel,
        to_name=sent.to_name,
        subject="",
        text=text,
        language=invitation.language,
    )
