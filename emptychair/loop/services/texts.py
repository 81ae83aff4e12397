"""Short messages of customers: answers to surveys, or something for a colleague."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from emptychair.accounts.access import Access
from emptychair.customers.models import Person
from emptychair.jobs.queue import enqueue_at
from emptychair.loop.models import Case
from emptychair.loop.services.conversation import add_note
from emptychair.loop.services.opening import open_case
from emptychair.loop.types import CaseKind
from emptychair.messaging.models import InboundText
from emptychair.messaging.queries.texts import inbound_text
from emptychair.messaging.services.texts import mark_handled
from emptychair.surveys.services.text_answers import Taken, answer_by_text

PATIENCE = timedelta(minutes=30)  # words that came without a score wait for it so long


def take_text(
    access: Access, inbound_id: int, *, now: datetime, patient: bool = True
) -> Case | None:
    """Let a message be the answer it is; else put it where a colleague reads it.

    That is the customer's open case, else a new one. Once for each message. Words of somebody who
    was asked for a score and gave none are looked at again after `PATIENCE`.
    """
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
    text = inbound_text(access, inbound_id)
    with transaction.atomic():
        case = _open_case_of(access, text.person) or _new(access, text, now)
        if not mark_handled(access, text, thread=f"case:{case.pk}", now=now):
            transaction.set_rollback(True)  # another worker was quicker
            return None
        add_note(access, case, text=_quoted(access, text), now=now)
    return case


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


def _quoted(access: Access, text: InboundText) -> str:
    with translation.override(access.workspace.language):
        who = "" if text.person else f" ({text.from_address})"
        head = gettext("The customer wrote by %(channel)s%(who)s:") % {
            "channel": text.channel.upper(),
            "who": who,
        }
    return f"{head}\n{text.text}"
