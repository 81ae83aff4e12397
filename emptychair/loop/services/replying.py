"""Answering a customer by the way that suits: mail, SMS or LINE."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.loop.errors import NoSuchWay, ReplyTooLong, SubjectMissing
from emptychair.loop.models import Case, CaseEntry
from emptychair.loop.queries.reply_ways import ReplyWay, reply_ways
from emptychair.loop.rules.wording import words_of
from emptychair.loop.services.conversation import (
    Draft,
    draft_reply,
    reply_by_mail,
    send_draft,
    sent_before,
)
from emptychair.loop.services.entries import locked_open_case
from emptychair.messaging.types import EMAIL, LINE, SMS
from emptychair.surveys.rules.short_texts import segments_of

LONGEST = {SMS: 1000, LINE: 5000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a colleague wrote, and by which way it goes; `subject` is for mail alone."""

    channel: str = EMAIL
    subject: str = ""
    text: str


def draft_by(access: Access, case: Case, reply: Reply) -> Draft:
    """The message as it would leave; nothing is stored. Raises as `reply_by`.

    An SMS begins with our name, since it comes from a number; LINE shows our account.
    """
    access.require(Permission.CASE_WRITE)
    if reply.channel == EMAIL:
        return draft_reply(access, case, subject=reply.subject, text=reply.text)
    way, text = _way(access, case, reply.channel), words_of(reply.text)
    if way.channel == SMS:
        text = f"{access.workspace.sender_name or access.workspace.name}: {text}"
    if len(text) > LONGEST[way.channel]:
        raise ReplyTooLong
    return Draft(
        to_name=case.person.name if case.person else "",
        to_address=way.address,
        subject="",
        text=text,
        channel=way.channel,
        segments=segments_of(text).count if way.channel == SMS else 0,
    )


@transaction.atomic
def reply_by(
    access: Access,
    case: Case,
    reply: Reply,
    *,
    now: datetime,
    seen: datetime | None = None,
    once: str = "",
) -> CaseEntry:
    """Answer; what the customer writes back comes into the case. Then it is their turn.

    `once` as in `reply_by_mail`. Raises `NoSuchWay`, `SubjectMissing`, `ReplyTooLong` and what that
    raises.
    """
    if reply.channel == EMAIL:
        if not reply.subject.strip():
            raise SubjectMissing
        words = {"subject": reply.subject, "text": reply.text}
        return reply_by_mail(access, case, now=now, seen=seen, once=once, **words)
    known = sent_before(access, case, once)
    if known:
        return known
    row = locked_open_case(access, case, seen=seen)
    return send_draft(access, row, draft_by(access, row, reply), once=once, now=now)


def _way(access: Access, case: Case, channel: str) -> ReplyWay:
    found = (one for one in reply_ways(access, case) if one.channel == channel)
    way = next(found, None)
    if way is None:
        raise NoSuchWay
    return way
