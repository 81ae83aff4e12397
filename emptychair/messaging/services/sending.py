"""Planning a mail: it is a row first. `delivering.py` hands the row over, `doubt.py` asks a person
where nobody knows whether it went.
"""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Required, TypedDict

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from typing_extensions import Unpack

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.jobs import enqueue
from emptychair.messaging.models import Message
from emptychair.messaging.queries.delivery import reply_to_for, sender_address, thread_secret
from emptychair.messaging.queries.refusal import refusal_of
from emptychair.messaging.rules.channels import is_channel_address
from emptychair.messaging.rules.threads import thread_of
from emptychair.messaging.services.attaching import attach_files
from emptychair.messaging.services.contact import decide_contact, preview_contact
from emptychair.messaging.types import EMAIL, LINE, SMS, MailFile, MessageState

__all__ = ["MailWords", "decide_contact", "plan_message", "preview_contact"]
WRONG = {SMS: "bad_number", LINE: "bad_line_id"}


class MailWords(TypedDict, total=False):
    """What stands in a mail, and what is said about its way."""

    channel: str  # "email" when it is not said
    to_name: str
    subject: Required[str]
    text: Required[str]
    html: str
    reply_to: str
    thread: str  # "case:17": the address for answers is then made here
    language: str
    send_after: datetime | None
    headers: dict[str, str] | None
    files: Sequence[MailFile]  # of a mail only


def plan_message(
    access: Access,
    *,
    person: Person | None,
    unique_key: str,
    purpose: str,
    to_address: str,
    **mail: Unpack[MailWords],
) -> tuple[Message, bool]:
    """A mail, SMS or LINE message to be sent, and whether it is new: once for each `unique_key`.

    One that cannot or must not be sent is kept as `refused` with its reason. Replies go to people
    who only unsubscribed, since they wrote to us first. Sending is a job of the same transaction.
    The caller has asked for the right to write.
    """
    known = _known(access, unique_key)
    if known:
        return known, False
    message = _message(access, person, to_address.strip(), mail)
    message.unique_key, message.purpose = unique_key, purpose
    message.message_id = _header_id(access, unique_key)
    _refuse_where_needed(access, message)
    try:
        with transaction.atomic():
            message.save(force_insert=True)
            attach_files(access, message, mail.get("files") or ())
            if message.state == MessageState.PLANNED and message.send_after <= timezone.now():
                enqueue("messaging.send_message", message_id=message.pk)
    except IntegrityError:
        known = _known(access, unique_key)
        if known is None:
            raise
        return known, False
    return message, True


def cancel_message(access: Access, message: Message) -> bool:
    """Take a mail back that was not sent yet; whether it was in time."""
    access.require(Permission.SURVEY_SEND)
    rows = Message.objects.visible_to(access).filter(pk=message.pk, state=MessageState.PLANNED)
    return bool(rows.update(state=MessageState.CANCELLED, reason="withdrawn"))


def _known(access: Access, unique_key: str) -> Message | None:
    return Message.objects.visible_to(access).filter(unique_key=unique_key).first()


def _message(access: Access, person: Person | None, to_address: str, mail: MailWords) -> Message:
    thread = mail.get("thread", "")
    reply_to = mail.get("reply_to", "") or (reply_to_for(access, thread) if thread else "")
    return Message(
        workspace=access.workspace,
        person=person,
        channel=mail.get("channel", EMAIL),
        state=MessageState.PLANNED,
        to_name=_line(mail.get("to_name", ""), 200),
        to_address=to_address[:254],
        from_name=_line(access.workspace.sender_name or access.workspace.name, 200),
        reply_to=reply_to,
        thread=thread or thread_of(reply_to, thread_secret(access)),
        language=mail.get("language", ""),
        subject=_line(mail["subject"], 300),
        text=mail["text"],
        html=mail.get("html", ""),
        headers=_headers(mail.get("headers") or {}),
        send_after=mail.get("send_after") or timezone.now(),
    )


def _refuse_where_needed(access: Access, message: Message) -> None:
    if not _is_address(message.channel, message.to_address):
        code = WRONG.get(message.channel, "bad_address") if message.to_address else "no_address"
        message.state, message.reason = MessageState.REFUSED, code
        return
    refusal = refusal_of(access, message, now=timezone.now(), whole=False)
    if refusal:
        message.state = MessageState.REFUSED
        message.reason, message.reason_parameters = refusal


def _is_address(channel: str, address: str) -> bool:
    if channel != EMAIL:
        return is_channel_address(channel, address)
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _header_id(access: Access, unique_key: str) -> str:
    """The same mail has the same Message-ID, which nobody outside can guess."""
    domain = sender_address(access).rpartition("@")[2] or "localhost"
    about = f"messaging.header_id:{access.workspace.pk}:{unique_key}"
    digest = hmac.digest(str(settings.SECRET_KEY).encode(), about.encode(), hashlib.sha256)
    return f"<{digest.hex()[:32]}@{domain.strip('> ')}>"


def _line(text: str, longest: int) -> str:
    """One line: a header with a line break would be another header."""
    return " ".join(text.split())[:longest]


def _headers(found: dict[str, str]) -> dict[str, Any]:
    return {_line(name, 80): _line(value, 900) for name, value in found.items() if value}
