"""What every change of a request does: lock the row, count its tasks, write the history."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import members_of
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.intake.errors import NoSuchColleague, RequestIsClosed
from emptychair.intake.models import CustomerRequest, RequestNote, RequestTask
from emptychair.intake.types import NoteKind, RequestState, WishState
from emptychair.kit.errors import NotFound


def locked_request(
    access: Access, request_id: int, *, also_closed: bool = False
) -> CustomerRequest:
    """The row, locked for a change. Raises `NotFound`, and `RequestIsClosed` unless allowed."""
    access.require(Permission.CASE_WRITE)
    rows = CustomerRequest.objects.visible_to(access).select_for_update(of=("self",))
    row = rows.select_related("person", "company").filter(pk=request_id).first()
    if row is None:
        raise NotFound
    if row.state == RequestState.CLOSED and not also_closed:
        raise RequestIsClosed
    return row


def settle_request(access: Access, row: CustomerRequest) -> CustomerRequest:
    """Count the tasks of all, whoever asks; with none open any more it is to be told back."""
    access.require(Permission.CASE_WRITE)
    found = RequestTask.objects.filter(workspace=access.workspace, request=row).aggregate(
        open=Count("pk", filter=Q(state=WishState.OPEN)),
        all=Count("pk"),
        again=Count("pk", filter=Q(state=WishState.OPEN) & ~Q(look_again="")),
        next=Min("due_on", filter=Q(state=WishState.OPEN)),
    )
    row.tasks_open, row.tasks_all = found["open"], found["all"]
    row.again = found["again"]
    row.next_on = found["next"] or (row.due_on if not found["all"] else None)
    if row.state != RequestState.CLOSED:
        row.state = _state(found["open"], found["all"])
    row.save()
    return row


def write_note(
    access: Access,
    row: CustomerRequest,
    *,
    now: datetime,
    kind: str = NoteKind.CHANGE,
    **rest: Any,
) -> RequestNote:
    """One line of the history."""
    access.require(Permission.CASE_WRITE)
    return RequestNote.objects.create(
        workspace=access.workspace,
        request=row,
        kind=kind,
        author_id=access.user_id,
        happened_at=now,
        **rest,
    )


def tell_customer_page(
    access: Access, row: CustomerRequest, *, code: str, key: str, now: datetime, **more: Any
) -> None:
    """One line on the page of the customer, if the request has one."""
    access.require(Permission.CASE_WRITE)
    if row.person is None and row.company is None:
        return
    add_to_timeline(
        access,
        person=row.person,
        company=row.company,
        code=code,
        parameters={"number": row.number, "title": row.title, **more},
        happened_at=now,
        unique_key=f"request:{row.pk}:{key}",
    )


def check_colleague(access: Access, user_id: int | None) -> None:
    """Whoever is given something is a member, partners too. Raises `NoSuchColleague`."""
    access.require(Permission.CASE_WRITE)
    if user_id is not None and user_id not in {one.user_id for one in members_of(access)}:
        raise NoSuchColleague


def _state(still_open: int, whole: int) -> str:
    if not whole:
        return RequestState.NEW.value
    return (RequestState.OPEN if still_open else RequestState.SETTLED).value
