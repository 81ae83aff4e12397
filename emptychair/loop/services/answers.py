"""What a new or corrected answer sets going."""

from datetime import date, datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.kit.errors import NotFound
from emptychair.loop.models import Case, Initiative
from emptychair.loop.queries.facts import answer_behind, case_of_answer, severity_of
from emptychair.loop.rules.urgency import is_low, urgency_of
from emptychair.loop.rules.wording import short_title
from emptychair.loop.services.changing import change_case
from emptychair.loop.services.conversation import take_mail
from emptychair.loop.services.entries import write_entry
from emptychair.loop.services.opening import open_case
from emptychair.loop.types import CaseKind, CaseState, EntryKind
from emptychair.messaging.queries import inbound_mail
from emptychair.surveys.models import Response
from emptychair.surveys.types.definition import Privacy


def react_to_answer(access: Access, response_id: int, *, now: datetime) -> Case | None:
    """A case for a low score; none for a good one, a test, or an answer that is gone."""
    answer = answer_behind(access, response_id)
    if answer is None or answer.survey.privacy != Privacy.NAMED:
        return None  # what was promised to nobody is shown to nobody
    if not answer.is_counted or not is_low(answer.metric, answer.score):
        return None
    case, _new = _open_for(access, answer, now)
    return case


@transaction.atomic
def react_to_correction(
    access: Access, response_id: int, *, old_score: int | None, now: datetime
) -> Case | None:
    """The correction stands in the case that the answer opened; a score that became low opens one.

    A case stays open when the score became good: somebody was hurt, and a colleague decides.
    """
    case = case_of_answer(access, response_id)
    if case is None:
        return react_to_answer(access, response_id, now=now)
    answer = answer_behind(access, response_id)
    if answer is None or answer.score == old_score:
        return case
    change = {"code": "case.corrected", "old": old_score, "new": answer.score}
    write_entry(access, case, kind=EntryKind.CHANGE, now=now, change=change)
    if case.state != CaseState.CLOSED and is_low(answer.metric, answer.score):
        urgency = urgency_of(severity_of(access, answer, today=_today(access, now)))
        change_case(access, case, {"urgency": urgency.value}, action="case.urgency", now=now)
    return case


def _open_for(access: Access, answer: Response, now: datetime) -> tuple[Case, bool]:
    touchpoint = answer.touchpoint or answer.survey.touchpoint
    said = short_title(answer.comment, names=_names(answer.person))
    title = said or (touchpoint.name if touchpoint else answer.survey.name)
    return open_case(
        access,
        kind=CaseKind.LOW_SCORE,
        title=title,
        urgency=urgency_of(severity_of(access, answer, today=_today(access, now))),
        now=now,
        person=answer.person,
        company=answer.company,
        response=answer,
        touchpoint=touchpoint,
    )


def _names(person: Person | None) -> list[str]:
    return [person.name] if person else []


def _today(access: Access, now: datetime) -> date:
    return now.astimezone(access.workspace.zone).date()


@transaction.atomic
def case_for_mail(
    access: Access, initiative: Initiative, inbound_id: int, *, now: datetime
) -> Case:
    """A case for what somebody wrote back to "we changed it"; the same mail gives the same case."""
    access.require(Permission.CASE_WRITE)
    mail = inbound_mail(access, inbound_id)
    if mail.thread != f"initiative:{initiative.pk}":
        raise NotFound
    known = Case.objects.visible_to(access).filter(entries__inbound=mail).first()
    if known:
        return known
    case, _new = open_case(
        access,
        kind=CaseKind.QUESTION,
        title=short_title(mail.text, names=_names(mail.person)) or mail.subject or initiative.title,
        now=now,
        person=mail.person,
        touchpoint=initiative.touchpoint,
        team=initiative.team,
    )
    take_mail(access, case, mail, now=now)
    return case
