"""What is said in a case: notes, calls, mail and short messages, out and in."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.loop.errors import NobodyToWriteTo, ReplyNotSent
from emptychair.loop.models import Case, CaseEntry
from emptychair.loop.rules.wording import words_of
from emptychair.loop.services.changing import audited, change_case, our_turn
from emptychair.loop.services.entries import (
    locked_case,
    locked_open_case,
    on_behalf_of,
    tell_timeline,
    write_entry,
)
from emptychair.loop.services.opening import hold_customer
from emptychair.loop.types import CaseState, EntryKind
from emptychair.messaging.queries import reason_sentence
from emptychair.messaging.services.sending import plan_message
from emptychair.messaging.types import EMAIL, MessageState, Purpose

if TYPE_CHECKING:
    from emptychair.messaging.models import InboundMail, InboundText, Message


TURN = ("state", "first_reply_at", "snoozed_until")  # what it changes that we have answered


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply as the customer would get it."""

    to_name: str
    to_address: str
    subject: str
    text: str
    channel: str = EMAIL
    segments: int = 0  # as how many SMS it is billed


@transaction.atomic
def add_note(access: Access, case: Case, *, text: str, now: datetime) -> CaseEntry:
    """Something for colleagues; the customer never sees it. Closed cases take it too."""
    row = locked_case(access, case)
    entry = write_entry(access, row, kind=EntryKind.NOTE, text=words_of(text), now=now)
    record_audit(access, row, action="case.noted", after={"entry": entry.pk})
    return entry


@transaction.atomic
def note_call(
    access: Access,
    case: Case,
    *,
    text: str = "",
    reached: bool = True,
    now: datetime,
    batch: str = "",
) -> CaseEntry:
    """We called. If we reached them it is no longer our turn; if not, it still is.

    `batch` is a word by which `undo_call` finds what the call changed.
    """
    row = locked_open_case(access, case)
    before = audited(access, row, TURN)
    change = {"code": "case.called", "reached": reached}
    entry = write_entry(access, row, kind=EntryKind.CALL, text=text.strip(), now=now, change=change)
    if reached:
        _answered(row, now)
    together = {"batch": batch} if batch else {}
    after = {"entry": entry.pk, "reached": reached, **audited(access, row, TURN), **together}
    record_audit(access, row, action="case.called", before=before, after=after)
    code = "loop.called" if reached else "loop.called_in_vain"
    tell_timeline(access, row, code=code, key=f"entry:{entry.pk}", now=now)
    return entry


def draft_reply(access: Access, case: Case, *, subject: str, text: str) -> Draft:
    """The mail as it would leave, with the signature; nothing is stored. Raises as the reply."""
    person = case.person
    if person is None or not person.email:
        raise NobodyToWriteTo
    body = words_of(text)
    signature = access.workspace.signature.strip()
    if signature:
        body = f"{body}\n\n{signature}"
    return Draft(person.name, person.email, words_of(subject)[:300], body)


@transaction.atomic
def reply_by_mail(
    access: Access,
    case: Case,
    *,
    subject: str,
    text: str,
    now: datetime,
    seen: datetime | None = None,
    once: str = "",
) -> CaseEntry:
    """Send a mail whose answer comes back into the case; then it is the customer's turn.

    `once` is a word of the page that makes a form sent twice one mail. Raises `NobodyToWriteTo`,
    `ReplyNotSent` with the reason, `CaseChanged` when the customer or a colleague was quicker.
    """
    known = sent_before(access, case, once)
    if known:
        return known
    row = locked_open_case(access, case, seen=seen)
    draft = draft_reply(access, row, subject=subject, text=text)
    return send_draft(access, row, draft, once=once, now=now)


def send_draft(access: Access, row: Case, draft: Draft, *, once: str, now: datetime) -> CaseEntry:
    """Hand a reply of a locked case over and write it down; then it is the customer's turn.

    Raises `ReplyNotSent`.
    """
    access.require(Permission.CASE_WRITE)
    message = _plan(access, row, draft, once or _digest(row, draft))
    if message.state == MessageState.REFUSED:
        raise ReplyNotSent(reason_sentence(message.reason, message.reason_parameters))
    kind = EntryKind.MAIL_OUT if draft.channel == EMAIL else EntryKind.TEXT_OUT
    entry = write_entry(access, row, kind=kind, text=draft.text, now=now, message=message)
    _answered(row, now)
    after = {"message": message.pk, "channel": draft.channel}
    record_audit(access, row, action="case.replied", after=after)
    tell_timeline(access, row, code="loop.replied", key=f"entry:{entry.pk}", now=now)
    return entry


@transaction.atomic
def take_mail(access: Access, case: Case, mail: "InboundMail", *, now: datetime) -> CaseEntry:
    """The customer answered: it is our turn, also in a case that was closed. Once for each mail."""
    row = locked_case(access, case)
    known = CaseEntry.objects.visible_to(access).filter(case=row, inbound=mail).first()
    if known:
        return known
    _customer_wrote(access, row, mail.received_at, now)
    record_audit(access, row, action="case.mail_came", after={"inbound": mail.pk})
    tell_timeline(
        access, row, code="loop.customer_replied", key=f"inbound:{mail.pk}", now=mail.received_at
    )
    return write_entry(
        access, row, kind=EntryKind.MAIL_IN, text=mail.text, now=mail.received_at, inbound=mail
    )


@transaction.atomic
def take_message(
    access: Access, case: Case, text: "InboundText", *, now: datetime, is_new: bool = False
) -> CaseEntry:
    """The same for an SMS or a LINE message. `is_new`: the case was opened for it just now."""
    row = locked_case(access, case)
    known = CaseEntry.objects.visible_to(access).filter(case=row, inbound_text=text).first()
    if known:
        return known
    _customer_wrote(access, row, text.received_at, now)
    record_audit(access, row, action="case.text_came", after={"inbound_text": text.pk})
    if not is_new:
        key = f"inbound_text:{text.pk}"
        tell_timeline(access, row, code="loop.customer_replied", key=key, now=text.received_at)
    return write_entry(
        access,
        row,
        kind=EntryKind.TEXT_IN,
        text=text.text,
        now=text.received_at,
        inbound_text=text,
    )


def _customer_wrote(access: Access, row: Case, received_at: datetime, now: datetime) -> None:
    """It is our turn, also in a case that was closed."""
    if row.state == CaseState.CLOSED:
        change_case(access, row, our_turn(access, row, now), action="case.reopened", now=now)
        hold_customer(access, row)
    for field, value in our_turn(access, row, now).items():
        setattr(row, field, value)
    row.customer_wrote_at = received_at
    row.save()


def _answered(case: Case, now: datetime) -> None:
    case.state = CaseState.WAITING
    case.first_reply_at = case.first_reply_at or now
    case.snoozed_until = None
    case.save()


def _plan(access: Access, case: Case, draft: Draft, word: str) -> "Message":
    message, _new = plan_message(
        on_behalf_of(access),
        person=case.person,
        unique_key=f"case-reply:{case.pk}:{word}"[:160],
        purpose=Purpose.REPLY,
        to_address=draft.to_address,
        to_name=draft.to_name,
        channel=draft.channel,
        subject=draft.subject,
        text=draft.text,
        thread=f"case:{case.pk}",
        language=case.person.language if case.person else "",
    )
    return message


def sent_before(access: Access, case: Case, once: str) -> CaseEntry | None:
    """The entry of a form that was sent already, known by its word."""
    access.require(Permission.CASE_WRITE)
    if not once:
        return None
    key = f"case-reply:{case.pk}:{once}"[:160]
    return CaseEntry.objects.visible_to(access).filter(case=case, message__unique_key=key).first()


def _digest(case: Case, draft: Draft) -> str:
    turns = case.entries.exclude(kind=EntryKind.CHANGE).count()
    text = f"{turns}\n{draft.subject}\n{draft.text}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]
