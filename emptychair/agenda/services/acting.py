"""Doing what a row of Today asks for, in the domain it belongs to, and remembering it."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import member_with_id, team_with_id
from emptychair.agenda.errors import NobodyChosen, NotOfThatKind
from emptychair.agenda.models import AgendaMark
from emptychair.agenda.queries import item_with_key, mark_with_id, newest_mark
from emptychair.agenda.services.marks import mark_item, undo_mark
from emptychair.agenda.types import MarkAction
from emptychair.customers.queries import company_with_id, person_with_id
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.kit.agenda import AgendaItem
from emptychair.kit.masking import cut_whole
from emptychair.loop.queries import case_with_number, cases_of_person
from emptychair.loop.services.cases import (
    assign_case,
    note_call,
    open_case,
    undo_call,
    undo_hand_over,
)
from emptychair.loop.types import CaseAbout, CaseKind, Urgency
from emptychair.surveys.queries import response_with_id

if TYPE_CHECKING:
    from emptychair.loop.models import Case

URGENT_FROM = 0.75
UNDO = {MarkAction.ASSIGNED.value: undo_hand_over, MarkAction.CALL_NOTED.value: undo_call}
CASE_KIND_OF = {"bad": CaseKind.LOW_SCORE, "good": CaseKind.THANKS}


@transaction.atomic
def note_call_on_row(
    access: Access, key: str, *, note: str, reached: bool, now: datetime
) -> AgendaMark | None:
    """We called. It stands in the case, or else in the customer's timeline.

    Nobody reached: it is noted, and the row stays, so there is no mark.
    """
    access.require(Permission.AGENDA_ACT)
    item = item_with_key(access, key, now=now)
    mark = None
    if reached:
        # First the mark: once we have answered it is not our turn, and the row has no reason.
        mark = mark_item(access, key, action=MarkAction.CALL_NOTED, note=note, now=now)
    if item.subject[0] == "case":
        case, batch = case_with_number(access, item.subject[1]), _together(key, now)
        note_call(access, case, text=note, reached=reached, now=now, batch=batch)
    elif item.person_id or item.subject[0] == "company":
        _tell_timeline(access, item, note, reached=reached, now=now)
    return mark


@transaction.atomic
def give_row(
    access: Access, key: str, *, user_id: int | None, team_id: int | None, now: datetime
) -> AgendaMark:
    """Give the row to a colleague or a team; a case goes with it.

    Raises `NobodyChosen`, and `NotFound` for somebody outside the workspace.
    """
    access.require(Permission.AGENDA_ACT)
    if not user_id and not team_id:
        raise NobodyChosen
    item = item_with_key(access, key, now=now)
    user = member_with_id(access, user_id).user if user_id else None
    team = team_with_id(access, team_id) if team_id else None
    # First the mark: who sees only what is theirs does not see the row once it is given away.
    mark = mark_item(access, key, action=MarkAction.ASSIGNED, for_user=user, for_team=team, now=now)
    if item.subject[0] == "case":
        case = case_with_number(access, item.subject[1])
        batch = _together(key, now)
        assign_case(access, case, user=user, team=team or case.team, now=now, batch=batch)
    return mark


@transaction.atomic
def take_back(access: Access, mark_id: int, *, now: datetime) -> tuple[AgendaMark, bool]:
    """Undo what was done with a row, and whether all of it: a case that went along comes back too.

    A case that somebody changed or gave on since stays as it is.
    """
    access.require(Permission.AGENDA_ACT)
    mark = mark_with_id(access, mark_id)
    undo = UNDO.get(mark.action) if mark.subject_kind == "case" else None
    is_first = mark.undone_at is None
    mark = undo_mark(access, mark_id, now=now)
    if undo is None or not is_first:
        return mark, True
    return mark, undo(access, _together(mark.item_key, mark.marked_at), now=now)


def _together(key: str, moment: datetime) -> str:
    """The word by which what was done to the case is found again."""
    return f"today:{key}:{moment.astimezone(UTC).isoformat()}"


@transaction.atomic
def open_case_for_row(access: Access, key: str, *, now: datetime) -> "Case":
    """The case of the row; a new one where there is none, in the hands of whoever asks.

    Asked twice, it is the case of the first time. Raises `NotOfThatKind` for a row that is about
    no customer, `NotOnToday` for one that is gone.
    """
    access.require(Permission.CASE_WRITE)
    known = _case_opened_before(access, key)
    if known is not None:
        return known
    item = item_with_key(access, key, now=now)
    if item.subject[0] == "case":
        return case_with_number(access, item.subject[1])
    about = _about(access, item)
    # First the mark: with an open case the row has no reason any more, and cannot be marked.
    mark_item(access, key, action=MarkAction.CASE_OPENED, now=now)
    case, _new = open_case(
        access,
        kind=CASE_KIND_OF.get(item.tone, CaseKind.QUESTION),
        title=_said(about) or item.why,
        urgency=Urgency.HIGH if item.urgency >= URGENT_FROM else Urgency.NORMAL,
        now=now,
        **about,
    )
    return case


def _case_opened_before(access: Access, key: str) -> "Case | None":
    mark = newest_mark(access, key)
    if mark is None or mark.action != MarkAction.CASE_OPENED or not mark.person_id:
        return None
    opened = cases_of_person(access, mark.person_id)
    newest = max(opened, key=lambda row: row.number, default=None)
    return case_with_number(access, newest.number) if newest else None


def _about(access: Access, item: AgendaItem) -> CaseAbout:
    kind, subject_id = item.subject
    about: CaseAbout = {}
    response_id = subject_id if kind == "response" else item.response_id
    if response_id:
        response = response_with_id(access, response_id)
        about = {"response": response, "touchpoint": response.touchpoint}
    if kind == "company":
        about["company"] = company_with_id(access, subject_id)
    person_id = item.person_id or (subject_id if kind == "person" else None)
    if person_id:
        about["person"] = person_with_id(access, person_id)
    if not about:
        raise NotOfThatKind
    return about


def _said(about: CaseAbout) -> str:
    """What the customer wrote, whole: a row may show the beginning only."""
    response = about.get("response")
    return response.comment if response else ""


def _tell_timeline(
    access: Access, item: AgendaItem, note: str, *, reached: bool, now: datetime
) -> None:
    """Of the customer: the company itself where the row is about one."""
    kind, number = item.subject
    company = company_with_id(access, number) if kind == "company" else None
    person = None if company else person_with_id(access, item.person_id or 0)
    names = [one.name for one in (person, company) if one]
    add_to_timeline(
        access,
        person=person,
        company=company,
        code="agenda.called" if reached else "agenda.called_in_vain",
        parameters={"note": cut_whole(note.strip(), 300, names)},
        happened_at=now,
        unique_key=f"agenda:call:{item.key}:{now.isoformat()}"[:160],
    )
