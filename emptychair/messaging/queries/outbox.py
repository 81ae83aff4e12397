"""The outbox: every mail as the customer sees it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, overload

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from typing_extensions import override

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.masking import mask_email, mask_name, mask_names
from emptychair.messaging.models import InboundMail, Message
from emptychair.messaging.queries.attached import files_named
from emptychair.messaging.queries.pausing import pause_now
from emptychair.messaging.queries.stored import message_with_id
from emptychair.messaging.reasons import reason_sentence
from emptychair.messaging.types import EMAIL, OUTBOX, TO_MANY, MessageState, Purpose

TONES = {
    MessageState.PLANNED: "wait",
    MessageState.LEASED: "wait",
    MessageState.HANDED_OVER: "good",
    MessageState.DELIVERED: "good",
    MessageState.BOUNCED: "bad",
    MessageState.COMPLAINED: "bad",
    MessageState.UNKNOWN: "bad",
    MessageState.REFUSED: "quiet",
    MessageState.CANCELLED: "quiet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxFilters:
    """What to show of the outbox."""

    state: str = ""
    purpose: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """One mail in the list."""

    id: int
    person_id: int | None
    to_name: str
    to_address: str
    subject: str
    purpose: str
    state: str
    state_code: str
    tone: str
    reason: str
    moment: datetime
    stays_here: bool  # it never left: the demo, or no mail server


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A mail that came back on one of ours."""

    id: int
    text: str
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """One mail with all that is known about it."""

    row: OutboxRow
    from_name: str
    reply_to: str
    text: str
    html: str
    headers: tuple[tuple[str, str], ...]
    history: tuple[tuple[str, datetime], ...]  # code of what happened, and when
    attempts: int
    in_doubt: bool
    leased_at: datetime | None
    answers: tuple[Answer, ...]
    files: tuple[tuple[str, int], ...] = ()


class OutboxRows(Sequence[OutboxRow]):
    """The rows of a list, read page by page."""

    def __init__(self, access: Access, found: QuerySet[Message], *, rests: bool) -> None:
        self.access, self.found, self.rests = access, found, rests

    @override
    def __len__(self) -> int:
        return self.found.count()

    @overload
    def __getitem__(self, index: int) -> OutboxRow: ...
    @overload
    def __getitem__(self, index: slice) -> list[OutboxRow]: ...
    @override
    def __getitem__(self, index: int | slice) -> OutboxRow | list[OutboxRow]:
        if isinstance(index, slice):
            return [_row(self.access, one, rests=self.rests) for one in self.found[index]]
        return _row(self.access, self.found[index], rests=self.rests)

    @override
    def __iter__(self) -> Iterator[OutboxRow]:
        return (_row(self.access, one, rests=self.rests) for one in self.found.iterator())


def outbox_rows(access: Access, filters: OutboxFilters) -> OutboxRows:
    """Mails of the workspace, newest first. Needs `message:read`."""
    access.require(Permission.MESSAGE_READ)
    found = Message.objects.visible_to(access).defer("html", "text", "headers")
    if filters.state in MessageState.values:
        found = found.filter(state=filters.state)
    if filters.purpose in Purpose.values:
        found = found.filter(purpose=filters.purpose)
    if filters.text.strip():
        text = filters.text.strip()
        match = Q(subject__icontains=text)
        if access.may_see_names:
            match |= Q(to_address__icontains=text) | Q(to_name__icontains=text)
        found = found.filter(match)
    rests = pause_now(access) is not None
    return OutboxRows(access, found.order_by("-created_at", "-pk"), rests=rests)


def messages_in_doubt(access: Access, *, limit: int = 20) -> list[OutboxRow]:
    """Mails of which nobody knows whether they went, oldest first. Needs `message:read`."""
    access.require(Permission.MESSAGE_READ)
    found = Message.objects.visible_to(access).filter(state=MessageState.UNKNOWN)
    return [_row(access, message) for message in found.order_by("created_at")[:limit]]


def count_in_doubt(access: Access) -> int:
    """How many mails wait for somebody's decision."""
    return Message.objects.visible_to(access).filter(state=MessageState.UNKNOWN).count()


def message_view(access: Access, message_id: int) -> MessageView:
    """One mail as the customer sees it, with its history. Needs `message:read`.

    Raises `MessageNotFound`. Where names may not be seen, there is no HTML of it.
    """
    access.require(Permission.MESSAGE_READ)
    message = message_with_id(access, message_id)
    names = [message.to_name]
    hide = not access.may_see_names
    return MessageView(
        row=_row(access, message, rests=pause_now(access) is not None),
        from_name=message.from_name,
        reply_to="" if hide else message.reply_to,
        text=mask_names(message.text, names) if hide else message.text,
        html="" if hide else message.html,
        headers=() if hide else tuple(sorted(_headers(message).items())),
        history=tuple(_history(message)),
        attempts=message.attempts,
        in_doubt=message.state == MessageState.UNKNOWN,
        leased_at=message.leased_at,
        answers=tuple(_answers(access, message, names)),
        files=files_named(access, message),
    )


def _row(access: Access, message: Message, *, rests: bool = False) -> OutboxRow:
    language = access.workspace.language
    hide = not access.may_see_names
    state = MessageState(message.state)
    stays_here = message.provider_id == OUTBOX and state is MessageState.HANDED_OVER
    subject = message.subject
    return OutboxRow(
        id=message.pk,
        person_id=message.person_id,
        to_name=mask_name(message.to_name, language) if hide else message.to_name,
        to_address=mask_email(message.to_address) if hide else message.to_address,
        subject=mask_names(subject, [message.to_name]) if hide else subject,
        purpose=_purpose(message.purpose),
        state=gettext("kept here") if stays_here else str(state.label),
        state_code=state.value,
        tone="quiet" if stays_here else TONES[state],
        reason=_reason(message, rests=rests),
        moment=message.handed_over_at or message.created_at,
        stays_here=stays_here,
    )


def _reason(message: Message, *, rests: bool) -> str:
    """Why it was not sent, or waits: what rests now is said without a note in each row."""
    waits = message.state == MessageState.PLANNED and message.channel == EMAIL
    if rests and waits and message.purpose in TO_MANY:
        return reason_sentence("sending_paused", {})
    return reason_sentence(message.reason, message.reason_parameters)


def _purpose(code: str) -> str:
    return str(Purpose(code).label) if code in Purpose.values else code


def _headers(message: Message) -> dict[str, Any]:
    known = {"Message-ID": message.message_id, "Reply-To": message.reply_to}
    return {name: value for name, value in (known | message.headers).items() if value}


def _history(message: Message) -> Iterator[tuple[str, datetime]]:
    yield "planned", message.created_at
    if message.handed_over_at:
        yield "kept" if message.provider_id == OUTBOX else "handed_over", message.handed_over_at
    elif message.leased_at:
        yield "leased", message.leased_at
    silent = (MessageState.PLANNED, MessageState.LEASED, MessageState.HANDED_OVER)
    if message.state not in silent:
        yield message.state, message.changed_at


def _answers(access: Access, message: Message, names: list[str]) -> Iterator[Answer]:
    rows = InboundMail.objects.visible_to(access).filter(answers=message)
    for mail in rows.order_by("received_at")[:50]:
        text = mail.text if access.may_see_names else mask_names(mail.text, names)
        yield Answer(id=mail.pk, text=text, received_at=mail.received_at)
