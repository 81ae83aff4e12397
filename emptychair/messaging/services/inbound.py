"""Taking in a mail: an answer becomes a row and a fact, a notice of failure marks the mail it is
about, and what machines wrote is let go.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.kit.events import publish
from emptychair.messaging.errors import MailUnreadable, NoWorkspaceForMail
from emptychair.messaging.events import MailReceived
from emptychair.messaging.models import InboundMail, Message
from emptychair.messaging.queries.delivery import (
    thread_secret,
    workspace_of_header_id,
    workspace_of_mail,
)
from emptychair.messaging.queries.inbound import person_with_address
from emptychair.messaging.queries.stored import message_with_header_id
from emptychair.messaging.rules.incoming import Incoming, read_mail
from emptychair.messaging.rules.notices import Notice, notice_in
from emptychair.messaging.rules.threads import plain_address, thread_of
from emptychair.messaging.services.delivery_notes import DeliveryFact, note_delivery
from emptychair.messaging.types import OUTBOX

logger = logging.getLogger("emptychair.mail")

KEPT = 200_000  # signs of the raw text


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mail belongs."""

    thread: str
    person: Person | None
    answers: Message | None


def receive_mail(access: Access, raw: bytes, *, now: datetime | None = None) -> InboundMail | None:
    """Take in one mail; nothing for notices of failure, automatic answers and our own mail.

    The same mail again (by its Message-ID) is the row that is there. Its thread comes from the
    signed address it was sent to, else from the mail it answers; else it has none, and the person
    is found by the sender's address. Needs `mail:receive`. Raises `MailUnreadable`.
    """
    access.require(Permission.MAIL_RECEIVE)
    mail, parsed = read_mail(raw)
    if not mail.from_address and not parsed.get("From"):
        raise MailUnreadable
    notice = notice_in(parsed)
    if notice:
        _note(access, notice, mail, raw, now or timezone.now())
        return None
    if mail.is_automatic or not mail.from_address or _is_ours(access, mail):
        logger.info("A mail that no customer wrote was let go: %s", mail.header_id)
        return None
    return _keep(access, mail, raw, now or timezone.now())


def deliver_mail(
    access: Access, raw: bytes, *, to_workspace: Access | None = None
) -> InboundMail | None:
    """Take in a mail for whichever workspace it was sent to; for the pipe and the mailbox.

    `to_workspace` takes what is addressed to none. Raises `NoWorkspaceForMail`, `MailUnreadable`.
    """
    access.require(Permission.MAIL_RECEIVE)
    mail, parsed = read_mail(raw)
    notice = notice_in(parsed)
    about = workspace_of_header_id(access, list(notice.header_ids)) if notice else None
    workspace = about or workspace_of_mail(access, mail.recipients)
    inside = Access.system(workspace, access.actor.label) if workspace else to_workspace
    if inside is None:
        raise NoWorkspaceForMail
    return receive_mail(inside, raw)


def _note(access: Access, notice: Notice, mail: Incoming, raw: bytes, now: datetime) -> None:
    """Mark the mail that came back or was reported, if it is one that we sent."""
    message = message_with_header_id(access, list(notice.header_ids))
    if message is None or message.provider_id == OUTBOX or notice.kind is None:
        return
    fact = DeliveryFact(
        provider="mail",
        note_id=mail.header_id or hashlib.sha256(raw).hexdigest(),
        kind=notice.kind,
        answer=notice.answer,
        happened_at=min(mail.sent_at, now) if mail.sent_at else now,
    )
    note_delivery(access, message, fact)


def _is_ours(access: Access, mail: Incoming) -> bool:
    """A mail from our own address would go round and round."""
    ours = {access.workspace.sender_address, str(getattr(settings, "REPLY_ADDRESS", ""))} - {""}
    return plain_address(mail.from_address) in {plain_address(one) for one in ours}


def _keep(access: Access, mail: Incoming, raw: bytes, now: datetime) -> InboundMail:
    header_id = mail.header_id or f"<{hashlib.sha256(raw).hexdigest()}@no-id>"
    rows = InboundMail.objects.visible_to(access).filter(header_id=header_id)
    known = rows.first()
    if known:
        return known
    place = _place_of(access, mail)
    try:
        with transaction.atomic():
            row = InboundMail.objects.create(
                workspace=access.workspace,
                header_id=header_id,
                thread=place.thread,
                person=place.person,
                answers=place.answers,
                from_address=mail.from_address,
                from_name=mail.from_name,
                to_address=next(iter(mail.recipients), "")[:254],
                subject=mail.subject,
                text=_with_attachments(mail),
                raw=f"{mail.header_block}\n\n{mail.full_text}"[:KEPT],
                received_at=min(mail.sent_at, now) if mail.sent_at else now,
            )
            _tell(access, row)
    except IntegrityError:
        return rows.get()
    return row


def _tell(access: Access, row: InboundMail) -> None:
    publish(
        MailReceived(
            workspace_id=access.workspace.pk,
            about=f"person:{row.person_id}" if row.person_id else "",
            inbound_id=row.pk,
            thread=row.thread,
            person_id=row.person_id,
        )
    )


def _place_of(access: Access, mail: Incoming) -> _Place:
    secret = thread_secret(access)
    signed = next(filter(None, (thread_of(one, secret) for one in mail.recipients)), "")
    answered = message_with_header_id(access, list(mail.references))
    thread = signed or (answered.thread if answered else "")
    person = answered.person if answered else None
    return _Place(thread, person or person_with_address(access, mail.from_address), answered)


def _with_attachments(mail: Incoming) -> str:
    """The new text, and the names of what hung on it, one a line in square brackets."""
    names = [f"[{name}]" for name in mail.attachments]
    return "\n\n".join(filter(None, [mail.text, "\n".join(names)]))
