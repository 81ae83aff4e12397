"""Today, cases, initiatives, effort."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status

from emptychair.accounts.permissions import Permission
from emptychair.agenda.queries import rows_in_words, today_rows
from emptychair.api.auth import access_of
from emptychair.api.cases import (
    case_as_it_stands,
    case_out,
    initiative_as_it_stands,
    initiative_out,
)
from emptychair.api.pages import Page, PageQuery, page_of, part_of
from emptychair.api.schemas.acting import (
    CallIn,
    CaseIn,
    CaseOut,
    CloseIn,
    EffortIn,
    EffortOut,
    InitiativeIn,
    InitiativeOut,
    NoteIn,
    PromiseIn,
    TodayOut,
    TodayQuery,
    VoiceLinkIn,
)
from emptychair.api.schemas.customers import StoredOut
from emptychair.customers.queries import person_with_id
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import Period
from emptychair.loop.queries.cases import case_list, case_with_number
from emptychair.loop.queries.effort import effort_shares
from emptychair.loop.queries.initiatives import initiative_with_number, initiatives_of
from emptychair.loop.services.cases import add_note, close_case, open_case
from emptychair.loop.services.changing import promise
from emptychair.loop.services.conversation import note_call
from emptychair.loop.services.effort import log_effort
from emptychair.loop.services.initiatives import create_initiative, link_voice
from emptychair.loop.types import CaseKind
from emptychair.surveys.queries import response_with_id
from emptychair.touchpoints.queries import touchpoint_with_id

router = Router(tags=["acting"])
View = Literal["mine", "team", "overdue", "waiting", "unassigned", "open", "closed"]


@router.get("/today", response=TodayOut, summary="Today", operation_id="today")
def show_today(request: HttpRequest, page: Query[TodayQuery]) -> Any:
    """Whom to contact, what to fix, what to decide: of each the first `limit` rows in the order to
    work through, and with `cursor` those that follow.
    """
    access, now = access_of(request, Permission.AGENDA_READ), timezone.now()
    found = today_rows(access, now=now, scope="all")
    lists = {"contact": found.contact, "fix": found.fix, "decide": found.decide}
    parts = {name: part_of(rows, page, lambda row: row) for name, rows in lists.items()}
    told = {name: rows_in_words(access, one["items"], now=now) for name, one in parts.items()}
    following = next((one["next"] for one in parts.values() if one["next"]), None)
    return {**told, "rows": {name: len(rows) for name, rows in lists.items()}, "next": following}


@router.get("/cases", response=Page[CaseOut], summary="Cases", operation_id="cases")
def list_cases(
    request: HttpRequest, page: Query[PageQuery], view: View = "open", text: str = ""
) -> Any:
    """The cases of one view, newest first."""
    access, now = access_of(request, Permission.CASE_READ), timezone.now()
    rows = case_list(access, view, now=now, text=text)
    return page_of(rows, page, lambda one: case_out(access, one, now=now))


@router.post("/cases", response={201: CaseOut}, summary="Open a case", operation_id="open_case")
def put_case(request: HttpRequest, body: CaseIn) -> Any:
    """A case goes to the team of its touchpoint, with a deadline in business hours."""
    access, now = access_of(request, Permission.CASE_WRITE), timezone.now()
    case, _new = open_case(
        access,
        kind=CaseKind.MANUAL,
        title=body.title,
        urgency=body.urgency,
        now=now,
        person=person_with_id(access, body.person_id) if body.person_id else None,
        touchpoint=touchpoint_with_id(access, body.touchpoint_id) if body.touchpoint_id else None,
    )
    return Status(201, case_as_it_stands(access, case.number))


@router.get("/cases/{number}", response=CaseOut, summary="One case", operation_id="case")
def show_case(request: HttpRequest, number: int) -> Any:
    """One case by its number."""
    return case_as_it_stands(access_of(request, Permission.CASE_READ), number)


@router.post(
    "/cases/{number}/notes",
    response={201: CaseOut},
    summary="Note something in a case",
    operation_id="note_case",
)
def put_note(request: HttpRequest, number: int, body: NoteIn) -> Any:
    """For colleagues; the customer never sees it."""
    access = access_of(request, Permission.CASE_WRITE)
    add_note(access, case_with_number(access, number), text=body.text, now=timezone.now())
    return Status(201, case_as_it_stands(access, number))


@router.post(
    "/cases/{number}/calls",
    response={201: CaseOut},
    summary="Note a call",
    operation_id="note_call",
)
def put_call(request: HttpRequest, number: int, body: CallIn) -> Any:
    """We called; where we reached nobody it stays our turn."""
    access = access_of(request, Permission.CASE_WRITE)
    case = case_with_number(access, number)
    note_call(access, case, text=body.text, reached=body.reached, now=timezone.now())
    return Status(201, case_as_it_stands(access, number))


@router.post(
    "/cases/{number}/promise",
    response=CaseOut,
    summary="Promise something",
    operation_id="promise_in_case",
)
def put_promise(request: HttpRequest, number: int, body: PromiseIn) -> Any:
    """What we promised the customer, and for which day; it stands on Today then."""
    access = access_of(request, Permission.CASE_WRITE)
    case = case_with_number(access, number)
    promise(access, case, text=body.text, for_day=body.for_day, now=timezone.now())
    return case_as_it_stands(access, number)


@router.post(
    "/cases/{number}/close", response=CaseOut, summary="Close a case", operation_id="close_case"
)
def put_close(request: HttpRequest, number: int, body: CloseIn) -> Any:
    """How it ended, and what it came from."""
    access = access_of(request, Permission.CASE_WRITE)
    case = case_with_number(access, number)
    close_case(access, case, outcome=body.outcome, root_cause=body.root_cause, now=timezone.now())
    return case_as_it_stands(access, number)


@router.get(
    "/initiatives", response=Page[InitiativeOut], summary="Initiatives", operation_id="initiatives"
)
def list_initiatives(request: HttpRequest, page: Query[PageQuery], state: str = "") -> Any:
    """What is changed, newest first."""
    access = access_of(request, Permission.INITIATIVE_READ)
    rows = initiatives_of(access, state or None)
    return page_of(rows, page, lambda one: initiative_out(access, one))


@router.post(
    "/initiatives",
    response={201: InitiativeOut},
    summary="Begin an initiative",
    operation_id="create_initiative",
)
def put_initiative(request: HttpRequest, body: InitiativeIn) -> Any:
    """It begins as an idea."""
    access = access_of(request, Permission.INITIATIVE_WRITE)
    given = body.dict()
    place = given.pop("touchpoint_id")
    made = create_initiative(
        access, **given, touchpoint=touchpoint_with_id(access, place) if place else None
    )
    return Status(201, initiative_as_it_stands(access, made.number))


@router.get(
    "/initiatives/{number}",
    response=InitiativeOut,
    summary="One initiative",
    operation_id="initiative",
)
def show_initiative(request: HttpRequest, number: int) -> Any:
    """One initiative by its number."""
    return initiative_as_it_stands(access_of(request, Permission.INITIATIVE_READ), number)


@router.post(
    "/initiatives/{number}/voices",
    response={200: StoredOut, 201: StoredOut},
    summary="Link a voice",
    operation_id="link_voice",
)
def put_voice(request: HttpRequest, number: int, body: VoiceLinkIn) -> Any:
    """The voice asked for this change; its customer is told when it is done."""
    access = access_of(request, Permission.INITIATIVE_WRITE)
    initiative = initiative_with_number(access, number)
    voice, is_new = link_voice(
        access, initiative, response=response_with_id(access, body.response_id)
    )
    return Status(201 if is_new else 200, {"id": voice.pk, "is_new": is_new})


@router.post("/effort", response={201: StoredOut}, summary="Log effort", operation_id="log_effort")
def put_effort(request: HttpRequest, body: EffortIn) -> Any:
    """So many minutes on one day."""
    row = log_effort(access_of(request, Permission.EFFORT_WRITE), **body.dict())
    return Status(201, {"id": row.pk, "is_new": True})


@router.get("/effort", response=EffortOut, summary="Effort of a period", operation_id="effort")
def show_effort(request: HttpRequest, first: date, end: date) -> Any:
    """Minutes of counting, planning and doing from `first` up to, not including, `end`."""
    if end <= first:
        raise Invalid
    return effort_shares(access_of(request, Permission.INITIATIVE_READ), Period(first, end))
