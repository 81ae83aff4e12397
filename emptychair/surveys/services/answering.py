"""Answers of several questions: saved page by page, told once, corrected when they were whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.customers.models import Person
from emptychair.surveys.errors import ScoreOutOfRange
from emptychair.surveys.models import Collector, Invitation, Response, Survey
from emptychair.surveys.queries.answers import stored_answers
from emptychair.surveys.queries.definitions import definition_of
from emptychair.surveys.rules.anonymity import NO_TRAITS, Traits
from emptychair.surveys.rules.definition import SCORE, WHY, metric_asked
from emptychair.surveys.rules.flow import problems_left
from emptychair.surveys.rules.privacy import is_anonymous, is_named
from emptychair.surveys.rules.saving import keep
from emptychair.surveys.services.facts import facts_for
from emptychair.surveys.services.responses import lateness, may_record, refuse_names, standing
from emptychair.surveys.services.storing import Change, store_change
from emptychair.surveys.services.unnamed import Unnamed, store_unnamed
from emptychair.surveys.types.definition import AnswerValue, Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSession:
    """Somebody who answers: what they are asked, and how they came.

    One with an invitation has one response, and so has each `external_id`. `aside` is why the
    answer is not to be counted, where whoever took it in knows of a reason. An anonymous survey
    takes neither invitation nor person; its answers know a `day`, and `traits` that enough share.
    """

    survey: Survey
    definition: Definition
    version: int
    language: str
    channel: str
    source: str
    invitation: Invitation | None = None
    collector: Collector | None = None
    person: Person | None = None
    external_id: str = ""
    properties: Mapping[str, Any] = field(default_factory=dict)
    is_test: bool = False
    aside: str = ""
    day: date | None = None
    traits: Traits = NO_TRAITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What came of it; no response where nothing was answered yet, nor before."""

    response: Response | None
    problems: dict[str, str]
    answers: dict[str, AnswerValue]
    finished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One form as it came."""

    page: str
    values: Mapping[str, AnswerValue]
    now: datetime
    finished: bool
    seconds: float | None


def save_answers(
    access: Access,
    session: AnswerSession,
    *,
    page: str,
    values: Mapping[str, AnswerValue],
    now: datetime,
    finished: bool,
    seconds: float | None = None,
) -> Saved:
    """Keep what was answered on a page, or anywhere for the empty word; and perhaps finish.

    What is right is kept, whatever is wrong beside it: `problems` has a code for each question of
    the page that must be looked at again, and for every question when it cannot be finished yet.
    `seconds` is how long the page lay open, where that is known.
    Raises `AnswersAnonymously`.
    """
    may_record(access)
    refuse_names(access, session.survey, session.invitation, session.person)
    sent = Sent(page=page, values=values, now=now, finished=finished, seconds=seconds)
    try:
        return _save(access, session, sent)
    except IntegrityError:  # the same person answered at the same moment: go on with that
        return _save(access, session, sent)


def answer_invitation(
    access: Access,
    invitation: Invitation,
    *,
    score: int,
    comment: str,
    now: datetime,
    language: str = "",
) -> tuple[Response, bool]:
    """What the page of a survey of question and why does: a first answer, or a correction of it.

    Whether it was the first. The same form sent twice changes nothing the second time. What comes
    after the survey closed is kept aside as late. Raises `ScoreOutOfRange`.
    """
    definition = definition_of(access, invitation.survey, version=0)
    session = AnswerSession(
        survey=invitation.survey,
        definition=definition,
        version=0,
        language=language or invitation.language,
        channel="email",
        source="mail",
        invitation=invitation,
        properties=invitation.properties,
    )
    known = response_of(access, session)
    values = {SCORE: AnswerValue(number=score), WHY: AnswerValue(text=comment)}
    saved = save_answers(access, session, page="", values=values, now=now, finished=True)
    if saved.response is None or saved.problems:
        raise ScoreOutOfRange(metric=invitation.survey.metric, score=score)
    return saved.response, known is None or not (known.finished_at or known.started_at is None)


def response_of(access: Access, session: AnswerSession) -> Response | None:
    """The answer that is there already."""
    rows = _rows_of(access, session)
    return rows.first() if rows.exists() else None  # mostly nothing; asking so costs a third


def _save(access: Access, session: AnswerSession, sent: Sent) -> Saved:
    page, now, finished = sent.page, sent.now, sent.finished
    with transaction.atomic():
        response = _locked(access, session)
        before = stored_answers(access, response) if response is not None else {}
        facts = facts_for(
            access,
            session.survey,
            language=session.language,
            person=response.person if response else _whose(access, session),
            invitation=session.invitation,
            collector=session.collector,
            properties={**session.properties, **(response.properties if response else {})},
        )
        kept = keep(session.definition, before, sent.values, facts, page=page)
        everywhere = "" if finished else page
        left = problems_left(session.definition, kept.answers, facts, page=everywhere)
        if not page and not finished:
            left = {}
        problems = {**left, **kept.problems}
        is_whole = finished and not problems
        if response is None and not kept.answers:
            return Saved(response=None, problems=problems, answers={}, finished=is_whole)
        if is_anonymous(session.survey.privacy):
            unnamed = _unnamed(access, session, kept.answers, page=page, is_whole=is_whole, now=now)
            stored = store_unnamed(access, response or _new(access, session, now), unnamed)
            return Saved(
                response=stored, problems=problems, answers=kept.answers, finished=is_whole
            )
        change = Change(
            definition=session.definition,
            before=before,
            after=kept.answers,
            page=page,
            finished=is_whole,
            now=now,
            seconds=sent.seconds,
        )
        stored = store_change(access, response or _new(access, session, now), change)
    return Saved(response=stored, problems=problems, answers=kept.answers, finished=is_whole)


def _unnamed(
    access: Access,
    session: AnswerSession,
    answers: Mapping[str, AnswerValue],
    *,
    page: str,
    is_whole: bool,
    now: datetime,
) -> Unnamed:
    return Unnamed(
        day=session.day or now.astimezone(access.workspace.zone).date(),
        traits=session.traits if session.day else Traits(channel=session.channel),
        definition=session.definition,
        answers=answers,
        page=page,
        finished=is_whole,
    )


def _locked(access: Access, session: AnswerSession) -> Response | None:
    rows = _rows_of(access, session)
    if not rows.exists():  # mostly: a first answer
        return None
    rows = rows.select_related("survey", "person", "invitation")
    return rows.select_for_update(of=("self",)).first()


def _rows_of(access: Access, session: AnswerSession) -> QuerySet[Response]:
    rows = Response.objects.visible_to(access).select_related("survey", "person")
    if session.invitation is not None:
        return rows.filter(invitation=session.invitation)
    if session.external_id:
        return rows.filter(survey=session.survey).with_external_id(session.external_id)
    return rows.none()


def _new(access: Access, session: AnswerSession, now: datetime) -> Response:
    survey, invitation, collector = session.survey, session.invitation, session.collector
    whose = _whose(access, session)
    named = whose if is_named(survey.privacy) else None  # else only the invitation knows who it was
    is_test = session.is_test or (invitation is not None and invitation.is_test)
    aside = session.aside or lateness(access, survey, now)
    return Response(
        workspace=access.workspace,
        survey=survey,
        invitation=invitation,
        collector=collector,
        person=named,
        company_id=named.company_id if named else None,
        touchpoint_id=(invitation.touchpoint_id if invitation else None)
        or (collector.touchpoint_id if collector else None)
        or survey.touchpoint_id,
        metric=metric_asked(session.definition) or survey.metric,
        language=session.language,
        channel=session.channel,
        segment=whose.segment if whose else "",
        answered_at=now,
        source=session.source,
        external_id="" if invitation else session.external_id,
        is_test=is_test,
        aside=aside,
        is_counted=not (is_test or aside),
        version=session.version,
        started_at=now,
        properties=dict(session.properties),
    )


def _whose(access: Access, session: AnswerSession) -> Person | None:
    return standing(access, session.invitation.person if session.invitation else session.person)
