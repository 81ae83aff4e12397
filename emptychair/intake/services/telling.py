"""Telling the customer what came of it: what is done, what is not and why. Each task once."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override as in_language

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.intake.errors import NobodyToTell, NothingToTell, NothingWritten, NotSent
from emptychair.intake.models import CustomerRequest, RequestTask
from emptychair.intake.services.standing import (
    locked_request,
    settle_request,
    tell_customer_page,
    write_note,
)
from emptychair.intake.types import Ending, NoteKind, RequestState, WishState
from emptychair.kit.addressing import spoken_to
from emptychair.kit.errors import Refused
from emptychair.messaging.queries import reason_sentence
from emptychair.messaging.services.sending import plan_message
from emptychair.messaging.types import MessageState, Purpose

if TYPE_CHECKING:
    from emptychair.customers.models import Person
    from emptychair.messaging.models import Message


@dataclass(frozen=True, slots=True)
class TellMail:
    """The mail as the customer would get it, and about which tasks it is."""

    to_name: str
    to_address: str
    subject: str
    text: str
    task_ids: tuple[int, ...]


def draft_telling(access: Access, row: CustomerRequest) -> TellMail:
    """A first draft in the customer's language. Raises `NobodyToTell`, `NothingToTell`.

    It names only what is settled and not told yet: what is done, and what is not, with the reason.
    """
    tasks = _untold(access, row)
    person = _addressee(row)
    done = [one for one in tasks if one.state == WishState.DONE]
    declined = [one for one in tasks if one.state == WishState.DECLINED]
    with in_language(_language(access, row)):
        parts = [_opening() % {"name": spoken_to(person.name)}]
        if done:
            parts.append(_done_heading() + "\n" + "\n".join(f"- {one.title}" for one in done))
        if declined:
            lines = [f"- {one.title}\n  {one.reason}" for one in declined]
            parts.append(_declined_heading() + "\n" + "\n".join(lines))
        if row.tasks_open:
            parts.append(_("We are still working on the rest, and will write again."))
        parts.append(_("If it is not as you meant it, please just answer this mail."))
        subject = _("Your request: %(title)s") % {"title": row.title}
    if row.inbound and row.inbound.subject:
        subject = f"Re: {row.inbound.subject.removeprefix('Re: ')}"
    ids = tuple(one.pk for one in tasks)
    return TellMail(person.name, person.email, subject[:300], "\n\n".join(parts), ids)


def preview_telling(access: Access, row: CustomerRequest, *, subject: str, text: str) -> TellMail:
    """The mail as it would leave, with the signature; nothing is stored. Raises as the draft."""
    tasks = _untold(access, row)
    person = _addressee(row)
    if not subject.strip() or not text.strip():
        raise NothingWritten
    signature = access.workspace.signature.strip()
    body = text.strip()
    whole = f"{body}\n\n{signature}" if signature else body
    ids = tuple(one.pk for one in tasks)
    return TellMail(person.name, person.email, subject.strip()[:300], whole, ids)


@transaction.atomic
def tell_customer(
    access: Access, request_id: int, *, subject: str, text: str, now: datetime
) -> CustomerRequest:
    """Send it, about each settled task once; with nothing left open the request is closed.

    Raises `NotSent` with the reason, and as the preview.
    """
    row = locked_request(access, request_id)
    mail = preview_telling(access, row, subject=subject, text=text)
    message = _plan(access, row, mail)
    if message.state == MessageState.REFUSED:
        raise NotSent(reason_sentence(message.reason, message.reason_parameters))
    rows = RequestTask.objects.visible_to(access).filter(pk__in=mail.task_ids)
    rows.update(told_at=now, told=message)
    write_note(access, row, now=now, kind=NoteKind.MAIL_OUT, text=mail.text, message=message)
    record_audit(access, row, action="request.told", after={"message": message.pk})
    tell_customer_page(access, row, code="intake.told", key=f"told:{message.pk}", now=now)
    if not row.tasks_open:
        row.state, row.ending, row.closed_at = RequestState.CLOSED.value, Ending.TOLD.value, now
    row.customer_wrote_at = None
    return settle_request(access, row)


def _untold(access: Access, row: CustomerRequest) -> list[RequestTask]:
    access.require(Permission.CASE_WRITE)
    if access.assigned_only:
        raise Refused
    tasks = RequestTask.objects.visible_to(access).filter(request=row, told_at=None)
    found = list(tasks.exclude(state=WishState.OPEN).order_by("position", "pk"))
    if not found:
        raise NothingToTell
    return found


def _addressee(row: CustomerRequest) -> "Person":
    if row.person is None or not row.person.email:
        raise NobodyToTell
    return row.person


def _plan(access: Access, row: CustomerRequest, mail: TellMail) -> "Message":
    """By the tasks it is about: told again only after one of them was opened again."""
    turn = row.notes.filter(kind=NoteKind.MAIL_OUT).count()
    about = "-".join(map(str, mail.task_ids[:12]))
    message, _new = plan_message(
        Access.system(access.workspace, access.actor.label),
        person=row.person,
        unique_key=f"request-told:{row.pk}:{turn}:{about}"[:160],
        purpose=Purpose.REPLY,
        to_address=mail.to_address,
        to_name=mail.to_name,
        subject=mail.subject,
        text=mail.text,
        language=_language(access, row),
        thread=f"request:{row.pk}",
    )
    return message


def _language(access: Access, row: CustomerRequest) -> str:
    spoken = (row.person.language if row.person else "") or access.workspace.language
    return "ja" if spoken.startswith("ja") else "en"


def _opening() -> str:
    return _("Dear %(name)s,\n\nthank you for telling us what you need. This is what came of it.")


def _done_heading() -> str:
    return _("What we have done:")


def _declined_heading() -> str:
    return _("What we will not do, and why:")
