"""Short messages of customers: answers to surveys, or something for a colleague."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from emptychair.accounts.access import Access
from emptychair.customers.models import Person
from emptychair.jobs.queue import enqueue_at
from emptychair.kit.errors import NotFound
from emptychair.loop.models import Case
from emptychair.loop.queries.cases import case_with_id
from emptychair.loop.services.conversation import take_message
from emptychair.loop.services.opening import open_case
from emptychair.loop.types import CaseKind, CaseState
from emptychair.messaging.models import InboundText
from emptychair.messaging.queries.texts import inbound_text, last_thread_to
from emptychair.messaging.services.texts import mark_handled
from emptychair.surveys.services.text_answers import Taken, answer_by_text

PATIENCE = timedelta(minutes=30)  # words that came without a score wait for it so long
REMEMBERED = timedelta(days=30)  # so long a message opens the closed case again


def take_text(
    access: Access, inbound_id: int, *, now: datetime, patient: bool = True
) -> Case | None:
    """Let a message be the answer it is; else put it where a colleague reads it.

    That is the case from which a colleague wrote to them last, their open case, or a new one. Once
    for each message. Words of somebody who was asked for a score and gave none are looked at again
    after `PATIENCE`.
    """
    text = inbound_text(access, inbound_id)
    written = _case_written_from(access, text, now)
    if written is not None:
        return _into(access, written, text, now)
    taken = answer_by_text(access, inbound_id, now=now)
    if taken is Taken.WAITS and patient:
        enqueue_at(
            now + PATIENCE,
            "loop.take_waiting_text",
            workspace_id=access.workspace.pk,
            inbound_id=inbound_id,
        )
    if taken is Taken.ANSWER or (taken is Taken.WAITS and patient):
        return None
    return _into(access, _open_case_of(access, text.person), text, now)


def _into(access: Access, case: Case | None, text: InboundText, now: datetime) -> Case | None:
    with transaction.atomic():
        found = case or _new(access, text, now)
        if not mark_handled(access, text, thread=f"case:{found.pk}", now=now):
            transaction.set_rollback(True)  # another worker was quicker
            return None
        take_message(access, found, text, now=now, is_new=case is None)
    return found


def _case_written_from(access: Access, text: InboundText, now: datetime) -> Case | None:
    """The case whose reply was the last thing that went to this address; a button is no answer."""
    if text.handled_at is not None or text.thread:
        return None
    thread = last_thread_to(access, channel=text.channel, address=text.from_address)
    kind, _mark, number = thread.partition(":")
    if kind != "case" or not number.isdecimal():
        return None
    try:
        case = case_with_id(access, int(number))
    except NotFound:
        return None
    over = case.state == CaseState.CLOSED and case.closed_at and case.closed_at < now - REMEMBERED
    return None if over else case


def _open_case_of(access: Access, person: Person | None) -> Case | None:
    if person is None:
        return None
    rows = Case.objects.visible_to(access).unclosed().filter(person=person)
    return rows.order_by("-opened_at", "-pk").first()


def _new(access: Access, text: InboundText, now: datetime) -> Case:
    case, _is_new = open_case(
        access,
        kind=CaseKind.QUESTION,
        title=_title(access, text),
        now=now,
        person=text.person,
    )
    return case


def _title(access: Access, text: InboundText) -> str:
    with translation.override(access.workspace.language):
        return gettext("Message by %(channel)s: %(text)s") % {
            "channel": text.channel.upper(),
            "text": " ".join(text.text.split())[:80] or "…",
        }
