"""Requests come in, as they are: by mail, from a case, pasted, noted in a call, by API."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.intake.errors import NothingWritten
from emptychair.intake.models import CustomerRequest, RequestNote
from emptychair.intake.rules.splitting import first_line
from emptychair.intake.services.standing import (
    locked_request,
    settle_request,
    tell_customer_page,
    write_note,
)
from emptychair.intake.types import Channel, NoteKind, Priority, RequestState
from emptychair.kit.errors import Refused
from emptychair.kit.masking import cut_whole
from emptychair.loop.queries.cases import case_with_id
from emptychair.messaging.queries import inbound_mail

if TYPE_CHECKING:
    from emptychair.customers.models import Company, Person
    from emptychair.loop.models import Case
    from emptychair.messaging.models import InboundMail

TRIES = 20
THREAD = "request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A request as it came, and whose it is."""

    raw: str
    channel: str
    title: str = ""
    person: "Person | None" = None
    company: "Company | None" = None
    inbound: "InboundMail | None" = None
    case: "Case | None" = None
    external_id: str = ""
    priority: str = Priority.NORMAL.value
    due_on: date | None = None
    owner_id: int | None = None


@transaction.atomic
def take_request(access: Access, came: Came, *, now: datetime) -> tuple[CustomerRequest, bool]:
    """Keep it, and whether it is new: the same mail or external id is the row that is there.

    Raises `NothingWritten`; a partner, who sees only their own tasks, is refused.
    """
    access.require(Permission.CASE_WRITE)
    if access.assigned_only:
        raise Refused
    if not came.raw.strip():
        raise NothingWritten
    known = _known(access, came)
    if known:
        return known, False
    row, is_new = _numbered(access, _row(access, came, now), came)
    if is_new:
        record_audit(access, row, action="request.received", after={"channel": row.channel})
        tell_customer_page(access, row, code="intake.came", key="came", now=row.received_at)
    return row, is_new


def take_mail(access: Access, inbound_id: int) -> CustomerRequest | None:
    """A mail that belongs to no case: an answer within a request goes there, else it is a new one.

    So is an answer to the mail of a playbook. Nothing for mail of other threads.
    """
    access.require(Permission.CASE_WRITE)
    mail = inbound_mail(access, inbound_id)
    kind, _, number = mail.thread.partition(":")
    if kind == THREAD and number.isdigit():
        return _take_answer(access, int(number), mail)
    return mail_as_request(access, mail) if kind in {"", "playbook"} else None


def mail_as_request(access: Access, mail: "InboundMail") -> CustomerRequest:
    """Make a request of a mail, once."""
    raw = "\n\n".join(part for part in (mail.subject, mail.text) if part.strip())
    came = Came(
        raw=raw or mail.from_address,
        channel=Channel.MAIL,
        title=mail.subject,
        person=mail.person,
        company=mail.person.company if mail.person else None,
        inbound=mail,
    )
    return take_request(access, came, now=mail.received_at)[0]


def case_as_request(access: Access, case_id: int, *, raw: str, now: datetime) -> CustomerRequest:
    """What a customer wished for within a case, kept beside it."""
    case = case_with_id(access, case_id)
    company = case.company or (case.person.company if case.person else None)
    came = Came(raw=raw, channel=Channel.CASE, person=case.person, company=company, case=case)
    return take_request(access, came, now=now)[0]


def _take_answer(access: Access, request_id: int, mail: "InboundMail") -> CustomerRequest | None:
    """They wrote back: it stands in the history, and on Today until somebody looks."""
    with transaction.atomic():
        rows = CustomerRequest.objects.visible_to(access).filter(pk=request_id)
        if not rows.exists():
            return None
        row = locked_request(access, request_id, also_closed=True)
        if RequestNote.objects.visible_to(access).filter(request=row, inbound=mail).exists():
            return row
        at = mail.received_at
        write_note(access, row, now=at, kind=NoteKind.MAIL_IN, text=mail.text, inbound=mail)
        row.customer_wrote_at = at
        if row.state == RequestState.CLOSED:
            row.state, row.ending, row.closed_at = RequestState.OPEN.value, "", None
        record_audit(access, row, action="request.mail_came", after={"inbound": mail.pk})
        tell_customer_page(access, row, code="intake.wrote", key=f"mail:{mail.pk}", now=at)
        return settle_request(access, row)


def _known(access: Access, came: Came) -> CustomerRequest | None:
    rows = CustomerRequest.objects.filter(workspace=access.workspace)
    if came.external_id:
        return rows.filter(external_id=came.external_id).first()
    return rows.filter(inbound=came.inbound).first() if came.inbound else None


def _row(access: Access, came: Came, now: datetime) -> CustomerRequest:
    title = " ".join(came.title.split()) or first_line(came.raw)
    names = [came.person.name] if came.person and came.person.name else []
    return CustomerRequest(
        workspace=access.workspace,
        title=cut_whole(title, 200, names),
        raw=came.raw,
        channel=Channel(came.channel).value,
        person=came.person,
        company=came.company,
        inbound=came.inbound,
        case=came.case,
        external_id=came.external_id[:120],
        priority=Priority(came.priority).value,
        due_on=came.due_on,
        next_on=came.due_on,
        owner_id=came.owner_id or access.user_id,
        received_at=now,
    )


def _numbered(access: Access, row: CustomerRequest, came: Came) -> tuple[CustomerRequest, bool]:
    """Store it with the next free number; the unique constraints decide between two at once."""
    rows = CustomerRequest.objects.filter(workspace=access.workspace)
    for attempt in range(TRIES):
        row.number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            known = _known(access, came)
            if known:
                return known, False
            if attempt + 1 == TRIES or not rows.filter(number=row.number).exists():
                raise
            row.pk = None
        else:
            return row, True
    raise AssertionError("unreachable")
