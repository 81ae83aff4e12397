"""What is done with cases, initiatives and rows of Today."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import member_with_id, team_with_id
from emptychair.agenda.services.marks import mark_item
from emptychair.agenda.types import MarkAction
from emptychair.api.auth import access_of
from emptychair.api.cases import case_as_it_stands, initiative_as_it_stands
from emptychair.api.schemas.acting import (
    AssignIn,
    CaseOut,
    InitiativeOut,
    MarkIn,
    ReplyIn,
    SnoozeIn,
    StateIn,
    TellIn,
    TellOut,
)
from emptychair.api.schemas.customers import StoredOut
from emptychair.kit.errors import Invalid
from emptychair.loop.queries.cases import case_with_number
from emptychair.loop.queries.initiatives import initiative_with_number
from emptychair.loop.services.cases import (
    assign_case,
    reopen_case,
    reply_by,
    snooze_case,
)
from emptychair.loop.services.initiatives import move_initiative
from emptychair.loop.services.replying import Reply
from emptychair.loop.services.telling import tell_those_who_asked
from emptychair.loop.types import InitiativeState

router = Router(tags=["acting"])


@router.post(
    "/cases/{number}/assign", response=CaseOut, summary="Hand a case over", operation_id="assign"
)
def put_assign(request: HttpRequest, number: int, body: AssignIn) -> Any:
    """To a colleague, a team, or both."""
    access = access_of(request, Permission.CASE_WRITE)
    assign_case(
        access,
        case_with_number(access, number),
        user=member_with_id(access, body.user_id).user if body.user_id else None,
        team=team_with_id(access, body.team_id) if body.team_id else None,
        now=timezone.now(),
    )
    return case_as_it_stands(access, number)


@router.post(
    "/cases/{number}/reply", response=CaseOut, summary="Reply to the customer", operation_id="reply"
)
def put_reply(request: HttpRequest, number: int, body: ReplyIn) -> Any:
    """By mail, SMS or LINE. The same words to the same case are sent once."""
    access = access_of(request, Permission.CASE_WRITE)
    case = case_with_number(access, number)
    reply_by(access, case, Reply(**body.dict()), now=timezone.now())
    return case_as_it_stands(access, number)


@router.post(
    "/cases/{number}/snooze", response=CaseOut, summary="Put a case off", operation_id="snooze"
)
def put_snooze(request: HttpRequest, number: int, body: SnoozeIn) -> Any:
    """It comes back at that moment."""
    access = access_of(request, Permission.CASE_WRITE)
    case = case_with_number(access, number)
    snooze_case(access, case, until=body.until, now=timezone.now())
    return case_as_it_stands(access, number)


@router.post(
    "/cases/{number}/reopen", response=CaseOut, summary="Open a case again", operation_id="reopen"
)
def put_reopen(request: HttpRequest, number: int) -> Any:
    """It was not over."""
    access = access_of(request, Permission.CASE_WRITE)
    reopen_case(access, case_with_number(access, number), now=timezone.now())
    return case_as_it_stands(access, number)


@router.post(
    "/initiatives/{number}/state",
    response=InitiativeOut,
    summary="Move an initiative",
    operation_id="move_initiative",
)
def put_state(request: HttpRequest, number: int, body: StateIn) -> Any:
    """When it is done, those who asked can be told."""
    access = access_of(request, Permission.INITIATIVE_WRITE)
    if body.state not in InitiativeState.values:
        raise Invalid(states=InitiativeState.values)
    row = initiative_with_number(access, number)
    move_initiative(access, row, state=body.state, now=timezone.now())
    return initiative_as_it_stands(access, number)


@router.post(
    "/initiatives/{number}/tell",
    response=list[TellOut],
    summary="Tell those who asked",
    operation_id="tell_those_who_asked",
)
def put_tell(request: HttpRequest, number: int, body: TellIn) -> Any:
    """Each customer once; by default a dry run, which sends nothing."""
    access = access_of(request, Permission.INITIATIVE_WRITE)
    result = tell_those_who_asked(
        access,
        initiative_with_number(access, number),
        subject=body.subject,
        text=body.text,
        now=timezone.now(),
        dry_run=body.dry_run,
    )
    return result.rows


@router.post(
    "/today/marks",
    response={201: StoredOut},
    summary="Mark a row of Today",
    operation_id="mark_row",
)
def put_mark(request: HttpRequest, body: MarkIn) -> Any:
    """What was done is remembered, and the row is not shown as new again."""
    access = access_of(request, Permission.AGENDA_ACT)
    allowed = (MarkAction.DONE, MarkAction.SNOOZED, MarkAction.DISMISSED)
    if body.action not in allowed:
        raise Invalid(actions=[one.value for one in allowed])
    mark = mark_item(
        access,
        body.key,
        action=body.action,
        now=timezone.now(),
        until=body.until,
        reason=body.reason,
        note=body.note,
    )
    return Status(201, {"id": mark.pk, "is_new": True})
