"""A request is looked after: its words, its owner, its customer; closed, opened again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.services.audit import record_audit
from emptychair.intake.errors import AnotherCustomer, NothingWritten, StillOpen
from emptychair.intake.models import CustomerRequest
from emptychair.intake.services.standing import (
    check_colleague,
    locked_request,
    settle_request,
    write_note,
)
from emptychair.intake.types import Ending, NoteKind, Priority, RequestState
from emptychair.kit.errors import NotFound, Refused

if TYPE_CHECKING:
    from emptychair.customers.models import Company, Person
    from emptychair.intake.models import RequestNote


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestWish:
    """What is known of a request, beside its raw words."""

    title: str
    priority: str
    due_on: date | None = None
    owner_id: int | None = None


@transaction.atomic
def change_request(access: Access, request_id: int, wish: RequestWish) -> CustomerRequest:
    """Its name, priority, day and owner. Raises `NothingWritten`, `NoSuchColleague`."""
    row = _for_staff(access, request_id)
    if not wish.title.strip():
        raise NothingWritten
    check_colleague(access, wish.owner_id)
    before = {"title": row.title, "priority": row.priority, "owner": row.owner_id}
    row.title, row.priority = wish.title.strip()[:200], Priority(wish.priority).value
    row.due_on, row.owner_id = wish.due_on, wish.owner_id
    after = {"title": row.title, "priority": row.priority, "owner": row.owner_id}
    record_audit(access, row, action="request.changed", before=before, after=after)
    return settle_request(access, row)


@transaction.atomic
def set_customer(
    access: Access, request_id: int, *, person: "Person | None", company: "Company | None"
) -> CustomerRequest:
    """Whose wish it is."""
    row = _for_staff(access, request_id)
    before = {"person": row.person_id, "company": row.company_id}
    row.person, row.company = person, company or (person.company if person else None)
    row.save()
    after = {"person": row.person_id, "company": row.company_id}
    record_audit(access, row, action="request.changed", before=before, after=after)
    return row


@transaction.atomic
def note_request(access: Access, request_id: int, *, text: str, now: datetime) -> "RequestNote":
    """For colleagues; closed requests take it too. Raises `NothingWritten`."""
    row = locked_request(access, request_id, also_closed=True)
    if not text.strip():
        raise NothingWritten
    note = write_note(access, row, now=now, kind=NoteKind.NOTE, text=text.strip())
    record_audit(access, row, action="request.noted", after={"note": note.pk})
    return note


@transaction.atomic
def close_request(
    access: Access, request_id: int, *, ending: str, now: datetime, same_as: int | None = None
) -> CustomerRequest:
    """It is no request, or the same as another one (its number) of this customer, or was told.

    Raises `AnotherCustomer`, `StillOpen` (told, with open tasks), `NotFound`.
    """
    row = _for_staff(access, request_id)
    wanted = Ending(ending)
    if wanted is Ending.TOLD and row.tasks_open:
        raise StillOpen
    if wanted is Ending.SAME:
        row.same_as = _other(access, row, same_as or 0)
        change = {"code": "request.same", "number": row.same_as.number}
        write_note(access, row, now=now, change=change)
    row.state, row.ending, row.closed_at = RequestState.CLOSED.value, wanted.value, now
    row.customer_wrote_at = None
    write_note(access, row, now=now, change={"code": "request.closed"})
    record_audit(access, row, action="request.closed", after={"ending": wanted.value})
    return settle_request(access, row)


@transaction.atomic
def reopen_request(access: Access, request_id: int, *, now: datetime) -> CustomerRequest:
    """Take the closing back."""
    row = locked_request(access, request_id, also_closed=True)
    if access.assigned_only:
        raise Refused
    if row.state == RequestState.CLOSED:
        row.state, row.ending, row.closed_at = RequestState.OPEN.value, "", None
        row.same_as = None
        write_note(access, row, now=now, change={"code": "request.reopened"})
        record_audit(access, row, action="request.reopened")
    return settle_request(access, row)


@transaction.atomic
def read_customer(access: Access, request_id: int) -> CustomerRequest:
    """Somebody read what the customer wrote back; Today is told nothing of it any more."""
    row = locked_request(access, request_id, also_closed=True)
    if row.customer_wrote_at is not None:
        row.customer_wrote_at = None
        row.save(update_fields=["customer_wrote_at", "changed_at"])
        record_audit(access, row, action="request.seen")
    return row


def _for_staff(access: Access, request_id: int) -> CustomerRequest:
    row = locked_request(access, request_id)
    if access.assigned_only:
        raise Refused
    return row


def _other(access: Access, row: CustomerRequest, number: int) -> CustomerRequest:
    rows = CustomerRequest.objects.visible_to(access).filter(number=number)
    other = rows.exclude(pk=row.pk).first()
    if other is None:
        raise NotFound
    same = (row.person_id and row.person_id == other.person_id) or (
        row.company_id and row.company_id == other.company_id
    )
    if not same:
        raise AnotherCustomer
    return other
