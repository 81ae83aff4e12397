"""Signs this domain can read below it: open cases, the last score, the last contact."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.kit.cards import Customer, Tone
from emptychair.kit.periods import local_day
from emptychair.kit.prepared import ANEW
from emptychair.loop.models import Case, CaseEntry
from emptychair.loop.types import CaseState, EntryKind
from emptychair.messaging.models import Message
from emptychair.messaging.types import MessageState
from emptychair.renewals.signs import Sign, Signs, renewal_sign
from emptychair.surveys.models import Response
from emptychair.surveys.queries.privacy import private_surveys

SCORE_DAYS = 365
LOW, HIGH = 6, 9
QUIET_DAYS = 90  # without any contact before a renewal
OURS = (
    EntryKind.CALL,
    EntryKind.MAIL_OUT,
    EntryKind.MAIL_IN,
    EntryKind.TEXT_OUT,
    EntryKind.TEXT_IN,
)
SENT = (MessageState.HANDED_OVER, MessageState.DELIVERED)


@renewal_sign("renewals.cases", after=10)
def open_cases(access: Access, customers: Sequence[Customer], *, now: datetime) -> Signs:  # noqa: ARG001 - as every sign
    """How many cases are open."""
    if not access.may(Permission.CASE_READ):
        return {}
    counts: dict[Customer, int] = {}
    wanted = frozenset(customers)
    for row in _open_cases(access, people=_people(customers), firms=_firms(customers)):
        for one in _whose(row, wanted):
            counts[one] = counts.get(one, 0) + row["n"]
    return {one: [Sign(_cases(n), "bad")] for one, n in counts.items()}


@renewal_sign("renewals.score", after=20)
def last_score(access: Access, customers: Sequence[Customer], *, now: datetime) -> Signs:
    """The last answer to the main question; a low one is a bad sign. Private surveys stay so."""
    if not access.may(Permission.VOICE_READ):
        return {}
    latest: dict[Customer, dict[str, Any]] = {}
    wanted = frozenset(customers)
    # sorted here: SQLite would read all answers in the order of time, to find those of a few
    rows = _scores(
        access,
        people=_people(customers),
        firms=_firms(customers),
        since=now - timedelta(days=SCORE_DAYS),
    )
    found = sorted(rows, key=lambda row: (row["answered_at"], row["pk"]))
    for row in found:
        for one in _whose(row, wanted):
            latest[one] = row
    today = local_day(now, access.workspace.zone)
    return {one: [_score(access, row, today)] for one, row in latest.items()}


@renewal_sign("renewals.contact", after=30)
def last_contact(access: Access, customers: Sequence[Customer], *, now: datetime) -> Signs:
    """How long ago anybody spoke with them: our mail, a call, an answer in a case."""
    if not access.may(Permission.CUSTOMER_READ):
        return {}
    last = contacts_of(access, customers)
    today = local_day(now, access.workspace.zone)
    return {one: [_contact(last.get(one), today)] for one in customers}


def contacts_of(access: Access, customers: Sequence[Customer]) -> dict[Customer, date]:
    """The last day of contact with each, where there was any."""
    access.require(Permission.CUSTOMER_READ)
    found: dict[Customer, date] = {}
    zone = access.workspace.zone
    wanted = frozenset(customers)
    for row in _mails(access, customers) + _entries(access, customers):
        for one in _whose(row, wanted):
            day = local_day(row["last"], zone)
            found[one] = max(found.get(one, day), day)
    return found


def _mails(access: Access, customers: Sequence[Customer]) -> list[dict[str, Any]]:
    # One after the other: for "or" over two tables SQLite reads all mails.
    wanted = (("person", _people(customers)), ("person__company", _firms(customers)))
    told = [
        row for whose, ids in wanted if ids for row in _last_mails(access, whose=whose, ids=ids)
    ]
    return [{**row, "company_id": row["person__company_id"]} for row in told]


def _entries(access: Access, customers: Sequence[Customer]) -> list[dict[str, Any]]:
    wanted = (("case__person", _people(customers)), ("case__company", _firms(customers)))
    told = [
        row for whose, ids in wanted if ids for row in _last_entries(access, whose=whose, ids=ids)
    ]
    return [
        {"person_id": row["case__person_id"], "company_id": row["case__company_id"], **row}
        for row in told
    ]


@prepared(people=list[int], firms=list[int])
def _open_cases(access: Access, *, people: list[int], firms: list[int]) -> QuerySet[Case, Any]:
    rows = Case.objects.visible_to(access).exclude(state=CaseState.CLOSED)
    rows = rows.filter(Q(person__in=people) | Q(company__in=firms))
    return rows.values("person_id", "company_id").order_by().annotate(n=Count("pk"))


@prepared(people=list[int], firms=list[int], since=datetime)
def _scores(
    access: Access, *, people: list[int], firms: list[int], since: datetime
) -> QuerySet[Response, Any]:
    rows = Response.objects.visible_to(access).filter(
        Q(person__in=people) | Q(company__in=firms),
        metric="nps",
        is_counted=True,
        score__isnull=False,
        answered_at__gte=since,
    )
    rows = rows.exclude(survey__in=private_surveys(access))
    return rows.order_by().values("pk", "company_id", "person_id", "score", "answered_at")


@prepared(whose=ANEW, ids=list[int])
def _last_mails(access: Access, *, whose: str, ids: list[int]) -> Any:
    rows = Message.objects.visible_to(access).filter(
        **{f"{whose}__in": ids}, state__in=SENT, handed_over_at__isnull=False
    )
    told = rows.values("person_id", "person__company_id").annotate(last=Max("handed_over_at"))
    return told.order_by()


@prepared(whose=ANEW, ids=list[int])
def _last_entries(access: Access, *, whose: str, ids: list[int]) -> Any:
    rows = CaseEntry.objects.visible_to(access).filter(**{f"{whose}__in": ids}, kind__in=OURS)
    told = rows.values("case__person_id", "case__company_id").annotate(last=Max("happened_at"))
    return told.order_by()


def _people(customers: Iterable[Customer]) -> list[int]:
    return [one.person_id for one in customers if one.person_id is not None]


def _firms(customers: Iterable[Customer]) -> list[int]:
    return [one.company_id for one in customers if one.company_id is not None]


def _whose(row: Mapping[str, Any], wanted: frozenset[Customer]) -> list[Customer]:
    """A row about somebody in a company is about that company too."""
    both = (Customer(company_id=row["company_id"]), Customer(person_id=row["person_id"]))
    return [one for one in both if one in wanted]


def _cases(n: int) -> str:
    return ngettext("%(count)s open case", "%(count)s open cases", n) % {"count": n}


def _score(access: Access, row: Mapping[str, Any], today: date) -> Sign:
    days = (today - local_day(row["answered_at"], access.workspace.zone)).days
    said = ngettext("NPS %(score)s, %(count)s day ago", "NPS %(score)s, %(count)s days ago", days)
    words = (said if days else _("NPS %(score)s, today")) % {"score": row["score"], "count": days}
    score = int(row["score"])
    tone: Tone | None = "bad" if score <= LOW else "good" if score >= HIGH else None
    return Sign(words, tone, _voice(row["pk"]))


def _voice(pk: int) -> str:
    try:
        return reverse("voice", args=[pk])
    except NoReverseMatch:
        return ""


def _contact(last: date | None, today: date) -> Sign:
    if last is None:
        return Sign(_("no contact on record"), "wait")
    days = (today - last).days
    said = ngettext("last contact %(count)s day ago", "last contact %(count)s days ago", days)
    words = said % {"count": days} if days else _("last contact today")
    return Sign(words, "wait" if days > QUIET_DAYS else None)
