"""One case as its page shows it: the customer, what they said, what happened since."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from emptychair.accounts.access import Access
from emptychair.loop.models import Case, CaseEntry, Initiative
from emptychair.loop.queries.cases import CaseRow, case_rows
from emptychair.loop.queries.facts import next_renewal
from emptychair.loop.queries.masked import address_of, words_for
from emptychair.loop.queries.reply_ways import CAME_IN, ReplyWay, reply_ways
from emptychair.loop.types import EntryKind
from emptychair.loop.words import change_sentence
from emptychair.messaging.queries import reason_sentence
from emptychair.messaging.types import SMS, MessageState
from emptychair.surveys.models import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadLine:
    """One thing that happened in the case."""

    kind: str  # types.EntryKind
    words: str  # what it is, as a sentence
    text: str
    subject: str
    author: str
    happened_at: datetime
    trouble: str  # why a mail did not arrive
    channel: str  # of a message: email, sms, line
    sender: str  # of a message by somebody we do not know; where addresses may be seen


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAnswer:
    """What the customer answered before."""

    metric: str
    score: int | None
    answered_at: datetime
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFacts:
    """Who this is, in a few facts."""

    address: str
    phone: str
    title: str
    yearly_value: Decimal | None
    currency: str
    joined_on: date | None
    renews_on: date | None
    earlier: list[EarlierAnswer]
    ways: list[ReplyWay]  # by which to answer, the best one first


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """All of it, in a handful of queries."""

    row: CaseRow
    customer: CustomerFacts
    thread: list[ThreadLine]
    promise: str
    promised_for: date | None
    answered_at: datetime | None
    assignee_id: int | None
    team_id: int | None
    initiatives: list[Initiative]


def case_page(access: Access, case: Case, *, now: datetime) -> CasePage:
    """What the page of this case shows; `case` comes from `case_with_number`."""
    return CasePage(
        row=case_rows(access, [case], now=now)[0],
        customer=_facts(access, case, now),
        thread=thread_of_case(access, case),
        promise=words_for(access, case.promise, case.person),
        promised_for=case.promised_for,
        answered_at=case.response.answered_at if case.response else None,
        assignee_id=case.assignee_id,
        team_id=case.team_id,
        initiatives=list(
            Initiative.objects.filter(workspace=access.workspace, voices__case=case).distinct()
        ),
    )


def thread_of_case(access: Access, case: Case) -> list[ThreadLine]:
    """Everything that happened in the case, oldest first, the newest two hundred."""
    found = CaseEntry.objects.visible_to(access).filter(case=case)
    parts = ("message", "inbound", "inbound_text", "author")
    newest = list(found.select_related(*parts).order_by("-happened_at", "-pk")[:200])
    return [_line(access, case, entry) for entry in reversed(newest)]


def _line(access: Access, case: Case, entry: CaseEntry) -> ThreadLine:
    mail = entry.message or entry.inbound
    spoken = change_sentence(entry.change) if entry.change else str(EntryKind(entry.kind).label)
    return ThreadLine(
        kind=entry.kind,
        words=words_for(access, spoken, case.person),
        text=words_for(access, entry.text, case.person),
        subject=words_for(access, mail.subject, case.person) if mail else "",
        author="" if entry.kind in CAME_IN else _author(entry),
        happened_at=entry.happened_at,
        trouble=_trouble(entry),
        channel=_channel(entry),
        sender=_sender(access, case, entry),
    )


def _channel(entry: CaseEntry) -> str:
    """Of what went or came as a short message; mail needs no word for it."""
    if entry.kind == EntryKind.TEXT_IN and entry.inbound_text:
        return entry.inbound_text.channel
    return entry.message.channel if entry.kind == EntryKind.TEXT_OUT and entry.message else ""


def _sender(access: Access, case: Case, entry: CaseEntry) -> str:
    """The number of somebody we do not know; an id of LINE says nothing."""
    text = entry.inbound_text
    if text is None or case.person is not None or text.channel != SMS or not access.may_see_names:
        return ""
    return text.from_address


def _author(entry: CaseEntry) -> str:
    """Colleagues by name; what the product did by itself carries none."""
    return str(entry.author) if entry.author else ""


def _trouble(entry: CaseEntry) -> str:
    if entry.message is None:
        return ""
    if entry.message.reason:
        return reason_sentence(entry.message.reason, entry.message.reason_parameters)
    state = MessageState(entry.message.state)
    fine = {MessageState.DELIVERED, MessageState.HANDED_OVER}
    return "" if state in fine else str(state.label)


def _facts(access: Access, case: Case, now: datetime) -> CustomerFacts:
    person, company = case.person, case.company
    whose = company if company and company.yearly_value else person
    whole = company or person
    today = now.astimezone(access.workspace.zone).date()
    return CustomerFacts(
        address=address_of(access, person),
        phone=person.phone if person and access.may_see_names else "",
        title=person.title if person else "",
        yearly_value=whose.yearly_value if whose else None,
        currency=(whose.currency if whose else "") or access.workspace.currency,
        joined_on=whole.joined_on if whole else None,
        renews_on=next_renewal(access, person, company, today=today),
        earlier=_earlier(access, case),
        ways=reply_ways(access, case),
    )


def _earlier(access: Access, case: Case) -> list[EarlierAnswer]:
    if case.person is None:
        return []
    found = Response.objects.visible_to(access).filter(person=case.person, is_counted=True)
    if case.response_id:
        found = found.exclude(pk=case.response_id)
    return [
        EarlierAnswer(
            metric=one.metric,
            score=one.score,
            answered_at=one.answered_at,
            comment=words_for(access, one.comment, case.person),
        )
        for one in found.order_by("-answered_at")[:5]
    ]
