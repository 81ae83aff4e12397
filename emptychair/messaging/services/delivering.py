"""Handing planned messages over: lease, ask once more, send, note. One at a time, so that a crash
leaves at most one message of a worker in doubt.
"""

import logging
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.messaging.channels import (
    AddressRefused,
    NotTaken,
    NotTakenYet,
    Outgoing,
    Sender,
    Unreachable,
    channel_named,
)
from emptychair.messaging.models import Message
from emptychair.messaging.queries.attached import AttachedFileGone, files_of_message
from emptychair.messaging.queries.delivery import can_leave, due_message_ids, sender_address
from emptychair.messaging.queries.pausing import is_above_ceiling, pause_now
from emptychair.messaging.queries.refusal import refusal_of
from emptychair.messaging.queries.windows import next_send_time
from emptychair.messaging.rules.backoff import wait_before
from emptychair.messaging.services.outcomes import note_bounce, set_state
from emptychair.messaging.services.pausing import wait_until_tomorrow
from emptychair.messaging.types import EMAIL, OUTBOX, TO_MANY, MessageState

logger = logging.getLogger("emptychair.mail")

BATCH = 50  # over one connection; small, so that several workers share a wave
LATE = timedelta(hours=1)  # after the time it was planned for: look at the hour again
LONGEST = timedelta(seconds=60)  # of one batch, far below the time a job may take


@dataclass(slots=True)
class Ways:
    """The connections that are open for this batch, by channel."""

    access: Access
    stack: ExitStack
    open: dict[str, Sender] = field(default_factory=dict)
    closed: bool = False  # nobody answers: this batch ends

    def sender(self, channel: str) -> Sender:
        """The way out for a channel, opened when first needed."""
        if channel not in self.open:
            self.open[channel] = self.stack.enter_context(channel_named(channel).connect())
        return self.open[channel]

    def drop(self, channel: str) -> None:
        """Forget a connection that broke; the next message opens another."""
        self.open.pop(channel, None)


def send_due_messages(access: Access, *, first: int | None = None, most: int = BATCH) -> int:
    """Hand over what is due in this workspace, `first` before the others; how many were tried.

    When `first` is no longer waiting, somebody else is at it and nothing is done. Call it outside
    of a transaction: what is noted about a message must be on disk before it leaves.
    """
    with ExitStack() as stack:
        ways = Ways(access, stack)
        if first is not None and not _deliver(ways, first):
            return 0
        started, tried = timezone.now(), int(first is not None)
        to_many = pause_now(access) is None
        due = due_message_ids(access, now=started, most=most - tried, to_many=to_many)
        for message_id in due:
            if ways.closed or timezone.now() - started > LONGEST:
                break
            tried += _deliver(ways, message_id)
    return tried


def _deliver(ways: Ways, message_id: int) -> bool:
    """Try one message; false when it was not ours to try."""
    message = _lease(ways.access, message_id, timezone.now())
    if message is None:
        return False
    refusal = refusal_of(ways.access, message, now=timezone.now(), whole=True)
    if _must_wait(ways.access, message):
        return False
    if refusal:
        set_state(ways.access, message, MessageState.REFUSED, *refusal)
    else:
        _hand_over(ways, message)
    return True


def _must_wait(access: Access, message: Message) -> bool:
    """Put a mail to many back while sending rests, when today's share has gone, and when it is late
    and would come at an hour at which nobody is written to.
    """
    now = timezone.now()
    if message.purpose not in TO_MANY:
        return False
    if message.channel == EMAIL and pause_now(access):
        return _put_back(access, message, message.send_after)
    if is_above_ceiling(access, message, now=now):
        _put_back(access, message, message.send_after)
        wait_until_tomorrow(access, now=now)
        return True
    if now - message.send_after > LATE:
        hour = next_send_time(access, message.person, channel=message.channel, now=now)
        return hour > now and _put_back(access, message, hour)
    return False


def _put_back(access: Access, message: Message, send_after: datetime) -> bool:
    return set_state(
        access,
        message,
        MessageState.PLANNED,
        message.reason,
        message.reason_parameters,
        send_after=send_after,
        attempts=max(message.attempts - 1, 0),
    )


def _lease(access: Access, message_id: int, now: datetime) -> Message | None:
    """Take a message for this worker alone: one statement, so only one of two succeeds."""
    rows = Message.objects.visible_to(access).filter(pk=message_id)
    with transaction.atomic():
        taken = rows.filter(state=MessageState.PLANNED, send_after__lte=now).update(
            state=MessageState.LEASED, leased_at=now, attempts=F("attempts") + 1
        )
    return rows.get() if taken else None


def _hand_over(ways: Ways, message: Message) -> None:
    access = ways.access
    if not can_leave(access, message.channel):
        set_state(access, message, MessageState.HANDED_OVER, provider_id=OUTBOX)
        return
    try:
        provider_id = ways.sender(message.channel).send(_outgoing(access, message))
    except AttachedFileGone as gone:
        set_state(access, message, MessageState.REFUSED, "file_gone", {"name": str(gone)})
    except AddressRefused as problem:
        note_bounce(access, message, reason=problem.code, answer=problem.answer)
    except NotTakenYet as problem:
        ways.drop(message.channel)
        ways.closed = isinstance(problem, Unreachable)
        _try_later(access, message, problem.answer)
    except NotTaken as problem:
        set_state(access, message, MessageState.REFUSED, problem.code, _answer(problem.answer))
    except Exception:
        ways.drop(message.channel)
        logger.exception("It is not known whether message %d was sent", message.pk)
        set_state(access, message, MessageState.UNKNOWN, "cut_off")
    else:
        set_state(access, message, MessageState.HANDED_OVER, provider_id=provider_id)


def _outgoing(access: Access, message: Message) -> Outgoing:
    return Outgoing(
        header_id=message.message_id,
        from_name=message.from_name,
        from_address=sender_address(access),
        to_name=message.to_name,
        to_address=message.to_address,
        reply_to=message.reply_to,
        subject=message.subject,
        text=message.text,
        html=message.html,
        headers=dict(message.headers),
        files=files_of_message(access, message),
        workspace_id=message.workspace_id,
    )


def _try_later(access: Access, message: Message, answer: str) -> None:
    wait = wait_before(message.attempts)
    if wait is None:
        set_state(access, message, MessageState.REFUSED, "gave_up", _answer(answer))
        return
    set_state(
        access,
        message,
        MessageState.PLANNED,
        "server_busy",
        _answer(answer),
        send_after=timezone.now() + wait,
    )


def _answer(text: str) -> dict[str, Any]:
    return {"answer": text[:300]} if text else {}
