"""Links of a mail that were followed: kept, confirmed by a person, or sorted out later."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.jobs.queue import enqueue_at
from emptychair.surveys.models import Invitation, Response, Visit
from emptychair.surveys.queries.clicks import (
    CLICK_KEY,
    SUPERSEDED,
    count_of_visits,
    requests_of,
    was_clicked_since,
)
from emptychair.surveys.queries.definitions import definition_for
from emptychair.surveys.rules.clicks import SCORE, SETTLED, Click, unconfirmed_click
from emptychair.surveys.rules.definition import score_question
from emptychair.surveys.rules.scales import steps_of
from emptychair.surveys.services.answering import AnswerSession, response_of, save_answers
from emptychair.surveys.services.responses import may_record, standing
from emptychair.surveys.types.definition import AnswerValue, Aside, Privacy

MOST_VISITS = 200  # of one invitation; more say nothing new and only fill the disk
KEPT = timedelta(days=90)
SPARE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One request to a link of a mail, as the page saw it."""

    link: str
    method: str
    address_hash: str = ""
    agent: str = ""
    is_prefetch: bool = False


def note_visit(access: Access, invitation: Invitation, seen: Seen, *, now: datetime) -> None:
    """Keep that a link was followed; nothing is counted by it.

    The first click on a score in an hour has the clicks of that hour sorted when they are settled.
    Of anonymous surveys nothing is kept.
    """
    may_record(access)
    if invitation.survey.privacy == Privacy.ANONYMOUS:
        return
    if count_of_visits(access, invitation, most=MOST_VISITS) >= MOST_VISITS:
        return
    is_click = seen.link.startswith(SCORE)
    hour = now.replace(minute=0, second=0, microsecond=0)
    is_first = is_click and not was_clicked_since(access, invitation, since=hour)
    Visit.objects.create(
        workspace=access.workspace,
        invitation=invitation,
        link=seen.link[:20],
        method=seen.method[:8],
        address_hash=seen.address_hash[:32],
        agent=seen.agent[:200],
        is_prefetch=seen.is_prefetch,
        visited_at=now,
    )
    if is_first:
        later = hour + timedelta(hours=1) + SETTLED + SPARE
        enqueue_at(later, "surveys.sort_clicks", invitation_id=invitation.pk)


def confirm_click(
    access: Access, invitation: Invitation, *, score: int, language: str, seen: Seen, now: datetime
) -> Response | None:
    """A person came to the page after clicking this score: it is an answer now.

    It may still be changed and get its why; what was sent whole already stays as it is. Nothing
    for a score that is not on the scale.
    """
    may_record(access)
    found = Response.objects.visible_to(access).filter(invitation=invitation).first()
    definition, version = definition_for(
        access, invitation.survey, invitation=invitation, response=found
    )
    session = AnswerSession(
        survey=invitation.survey,
        definition=definition,
        version=version,
        language=language,
        channel=invitation.channel,
        source="mail",
        invitation=invitation,
        properties=invitation.properties,
    )
    main = score_question(definition)
    if main is None or score not in steps_of(main):
        return None
    note_visit(access, invitation, seen, now=now)
    known = response_of(access, session)
    if known is not None and (known.finished_at is not None or known.started_at is None):
        return known
    values = {definition.score: AnswerValue(number=float(score))}
    saved = save_answers(access, session, page="", values=values, now=now, finished=False)
    return saved.response


def sort_clicks(access: Access, invitation_id: int, *, now: datetime) -> Response | None:
    """Keep aside the click that may have been a person's and that nobody confirmed.

    Called again, also after more clicks, it keeps one, or none when they turn out to be a
    program's. What came within the last half hour may be the beginning of more and waits.
    """
    access.require(Permission.SURVEY_SEND)
    rows = Invitation.objects.visible_to(access).select_related("survey", "person__merged_into")
    invitation = rows.filter(pk=invitation_id).first()
    if invitation is None or invitation.is_test or invitation.answered_at is not None:
        return None
    if Response.objects.visible_to(access).filter(invitation=invitation).exists():
        return None
    settled = requests_of(access, invitation, until=now - SETTLED)
    click = unconfirmed_click(settled, sent_at=invitation.sent_at)
    if click is None:
        _drop(access, invitation, by=0)
        return None
    return _keep_aside(access, invitation, click)


def supersede_click(access: Access, response: Response) -> bool:
    """The person of a doubtful click answered: only the answer is looked at from now on."""
    access.require(Permission.SURVEY_SEND)
    invitation = response.invitation
    return invitation is not None and _drop(access, invitation, by=response.pk)


def forget_visits(access: Access, *, now: datetime) -> int:
    """Old visits are of no use any more and go; how many."""
    access.require(Permission.SURVEY_SEND)
    rows = Visit.objects.filter(visited_at__lt=now - KEPT)
    if access.place is not None:
        rows = rows.filter(workspace=access.place)
    gone, _tables = rows.delete()
    return gone


def _drop(access: Access, invitation: Invitation, *, by: int) -> bool:
    """The click is of no more interest; `by` is the answer that came since, 0 for a program's."""
    rows = Response.objects.visible_to(access).filter(
        external_id=f"{CLICK_KEY}{invitation.pk}", aside=Aside.DOUBTFUL.value
    )
    found = rows.exclude(properties__has_key=SUPERSEDED).first()
    if found is None:
        return False
    properties = {**found.properties, SUPERSEDED: by}
    return bool(rows.filter(pk=found.pk).update(properties=properties, changed_at=timezone.now()))


def _keep_aside(access: Access, invitation: Invitation, click: Click) -> Response | None:
    key, person = f"{CLICK_KEY}{invitation.pk}", standing(access, invitation.person)
    if invitation.survey.privacy != Privacy.NAMED:
        person = None
    known = Response.objects.visible_to(access).with_external_id(key)
    if known.exclude(score=click.score).update(
        score=click.score, answered_at=click.at, changed_at=timezone.now()
    ):
        return known.first()
    response = Response(
        workspace=access.workspace,
        survey=invitation.survey,
        person=person,
        company_id=person.company_id if person else None,
        touchpoint_id=invitation.touchpoint_id or invitation.survey.touchpoint_id,
        metric=invitation.survey.metric,
        score=click.score,
        language=invitation.language,
        channel=invitation.channel,
        segment=person.segment if person else "",
        answered_at=click.at,
        source="mail",
        external_id=key,
        aside=Aside.DOUBTFUL.value,
        is_counted=False,
        version=invitation.version,
        properties={"invitation": invitation.pk},
    )
    try:
        with transaction.atomic():
            response.save()
    except IntegrityError:  # sorted by another worker at the same moment, or before
        return known.first()
    return response
