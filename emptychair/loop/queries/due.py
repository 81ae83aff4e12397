"""What Today needs to know: cases at our turn, promises, initiatives that wait for somebody."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any, Self

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.prepared import prepared
from emptychair.kit.prepared import ANEW
from emptychair.loop.models import Case, CaseEntry, Initiative, InitiativeVoice
from emptychair.loop.queries.cases import PARTS, urgency_rank
from emptychair.loop.queries.facts import renewals
from emptychair.loop.types import CaseState, EntryKind, InitiativeState
from emptychair.messaging.models import InboundMail
from emptychair.surveys.models import Response

EARLIER = 3  # answers before this one that a sentence tells about
ANSWER_DAYS = 14  # so long an answer to "we changed it" stays on Today


FACTS = (
    *("pk", "number", "kind", "urgency", "due_at", "customer_wrote_at", "response", "person"),
    *("team", "assignee", "company__yearly_value", "person__yearly_value"),
)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the order of Today needs to know of a case."""

    id: int
    number: int
    kind: str
    urgency: str
    due_at: datetime | None
    wrote_at: datetime | None
    response_id: int | None
    person_id: int | None
    team_id: int | None
    assignee_id: int | None
    value: float

    @classmethod
    def of(cls, *row: Any) -> Self:
        """From the values of `FACTS`."""
        *plain, company, person = row
        facts = (*plain, float(company or person or 0))
        return cls(*facts)


@dataclass(frozen=True, slots=True)
class TurnCase:
    """A case that waits for us, and whether for an answer to what the customer wrote back."""

    case: CaseFacts
    wrote_back: bool


@dataclass(frozen=True, slots=True)
class DueCase:
    """A case that waits for us, with what its row says."""

    case: Case
    wrote_back: str  # the customer's last mail, if that is what we should answer
    earlier: tuple[int, ...]  # scores of the same metric before, the newest first
    renews_on: date | None


def cases_at_our_turn(access: Access, *, now: datetime, limit: int) -> list[TurnCase]:
    """Open cases that are not put off: overdue first, then what is urgent. Three queries."""
    cases = _overdue(access, now=now, limit=limit)
    if len(cases) < limit:
        cases = cases + _not_overdue(access, now=now, limit=limit - len(cases))
    facts = [CaseFacts.of(*row) for row in cases]
    mails = _last_mails(access, [one.id for one in facts if one.wrote_at])
    return [TurnCase(one, bool(mails.get(one.id))) for one in facts]


def cases_with_facts(access: Access, ids: Collection[int], *, now: datetime) -> dict[int, DueCase]:
    """These cases with all that their rows say, by number in the table."""
    cases = _with_parts(access, ids=list(ids)) if ids else []
    return {one.case.pk: one for one in _with_facts(access, cases, now)}


def promises_due(access: Access, *, today: date, limit: int) -> list[tuple[date, CaseFacts]]:
    """Unclosed cases in which something was promised for today or before."""
    rows = _promised(access, today=today, limit=limit)
    return [(day, CaseFacts.of(*facts)) for day, *facts in rows]


def cases_with_ids(access: Access, ids: Collection[int]) -> dict[int, Case]:
    """These cases with their customers, by number in the table."""
    return Case.objects.visible_to(access).select_related("person", "company").in_bulk(list(ids))


def initiatives_overdue(access: Access, *, today: date, limit: int) -> list[Initiative]:
    """Unfinished initiatives whose day has passed."""
    return _late_initiatives(access, today=today, limit=limit)


def initiatives_untold(access: Access, *, limit: int) -> list[Initiative]:
    """Completed initiatives for which somebody asked and nobody was told yet."""
    return _untold(access, limit=limit)


def answers_to_told(access: Access, *, now: datetime, limit: int) -> list[InboundMail]:
    """What customers wrote back to "we changed it" and nobody made a case of."""
    return _back_to_told(access, since=now - timedelta(days=ANSWER_DAYS), limit=limit)


def initiatives_by_id(access: Access, ids: Collection[int]) -> dict[int, Initiative]:
    """These initiatives, by id."""
    found = Initiative.objects.visible_to(access).filter(pk__in=ids)
    return {one.pk: one for one in found}


@prepared(now=datetime, limit=ANEW)
def _overdue(access: Access, *, now: datetime, limit: int) -> QuerySet[Case, Any]:
    found = Case.objects.visible_to(access).filter(state=CaseState.OPEN).awake(now)
    due = F("due_at").asc(nulls_last=True)
    return found.filter(due_at__lte=now).order_by(due).values_list(*FACTS)[:limit]


@prepared(now=datetime, limit=ANEW)
def _not_overdue(access: Access, *, now: datetime, limit: int) -> QuerySet[Case, Any]:
    found = Case.objects.visible_to(access).filter(state=CaseState.OPEN).awake(now)
    due = F("due_at").asc(nulls_last=True)
    rest = found.filter(Q(due_at__gt=now) | Q(due_at=None)).order_by(urgency_rank(), due)
    return rest.values_list(*FACTS)[:limit]


@prepared(ids=list[int])
def _with_parts(access: Access, *, ids: list[int]) -> QuerySet[Case]:
    return Case.objects.visible_to(access).select_related(*PARTS).filter(pk__in=ids)


@prepared(today=date, limit=ANEW)
def _promised(access: Access, *, today: date, limit: int) -> QuerySet[Case, Any]:
    found = Case.objects.visible_to(access).unclosed().filter(promised_for__lte=today)
    return found.order_by("promised_for").values_list("promised_for", *FACTS)[:limit]


@prepared(today=date, limit=ANEW)
def _late_initiatives(access: Access, *, today: date, limit: int) -> QuerySet[Initiative]:
    unfinished = (InitiativeState.IDEA, InitiativeState.PLANNED, InitiativeState.DOING)
    found = Initiative.objects.visible_to(access).filter(state__in=unfinished, due_on__lt=today)
    return found.select_related("touchpoint", "team", "owner").order_by("due_on")[:limit]


@prepared(limit=ANEW)
def _untold(access: Access, *, limit: int) -> QuerySet[Initiative]:
    voices = InitiativeVoice.objects.filter(initiative=OuterRef("pk"), person__isnull=False)
    found = Initiative.objects.visible_to(access).filter(state=InitiativeState.DONE)
    found = found.filter(Exists(voices), ~Exists(voices.filter(told__isnull=False)))
    return found.select_related("touchpoint", "team").order_by("-completed_on")[:limit]


@prepared(since=datetime, limit=ANEW)
def _back_to_told(access: Access, *, since: datetime, limit: int) -> QuerySet[InboundMail]:
    found = InboundMail.objects.visible_to(access).filter(
        thread__startswith="initiative:", received_at__gte=since
    )
    taken = CaseEntry.objects.filter(inbound=OuterRef("pk"))
    found = found.filter(~Exists(taken)).select_related("person__company")
    return found.order_by("-received_at")[:limit]


@prepared(people=list[int])
def _answers_of(access: Access, *, people: list[int]) -> QuerySet[Response, Any]:
    found = Response.objects.visible_to(access).filter(person__in=people, is_counted=True)
    return found.order_by().values_list("person", "metric", "score", "answered_at")


def _with_facts(access: Access, cases: list[Case], now: datetime) -> list[DueCase]:
    people = {case.person_id for case in cases if case.person_id}
    companies = {case.company_id for case in cases if case.company_id}
    mails = _last_mails(access, [case.pk for case in cases if case.customer_wrote_at])
    earlier = _earlier(access, people)
    today = now.astimezone(access.workspace.zone).date()
    of_people, of_companies = renewals(access, people, companies, today=today)
    return [
        DueCase(
            case,
            mails.get(case.pk, ""),
            _before(case, earlier),
            of_companies.get(case.company_id or 0) or of_people.get(case.person_id or 0),
        )
        for case in cases
    ]


def _last_mails(access: Access, case_ids: list[int]) -> dict[int, str]:
    if not case_ids:
        return {}
    found = CaseEntry.objects.visible_to(access).filter(
        case__in=case_ids, kind__in=(EntryKind.MAIL_IN, EntryKind.TEXT_IN)
    )
    return dict(found.order_by("happened_at").values_list("case_id", "text"))


def _earlier(access: Access, people: set[int]) -> dict[int, list[tuple[str, int | None, datetime]]]:
    answers: dict[int, list[tuple[str, int | None, datetime]]] = defaultdict(list)
    if not people:
        return answers
    rows = _answers_of(access, people=list(people))
    # Sorted here: asked for an order, SQLite walks through all answers by time.
    for person_id, metric, score, moment in sorted(rows, key=itemgetter(3), reverse=True):
        answers[person_id].append((metric, score, moment))
    return answers


def _before(
    case: Case, answers: dict[int, list[tuple[str, int | None, datetime]]]
) -> tuple[int, ...]:
    answer = case.response
    if answer is None or case.person_id is None:
        return ()
    scores = [
        score
        for metric, score, moment in answers[case.person_id]
        if metric == answer.metric and moment < answer.answered_at and score is not None
    ]
    return tuple(scores[:EARLIER])
