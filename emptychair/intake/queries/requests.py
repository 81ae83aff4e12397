"""Lists of requests, one request, and the rows other domains ask for."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.rules.names import wanted_words
from emptychair.intake.models import CustomerRequest, RequestNote, RequestTask
from emptychair.intake.models.request import RequestQuerySet
from emptychair.intake.rules.likeness import most_alike
from emptychair.intake.rules.splitting import suggested_tasks
from emptychair.intake.types import (
    Channel,
    Ending,
    NoteKind,
    NoteRow,
    Priority,
    RequestRow,
    RequestState,
    RequestView,
    SameRow,
    TaskRow,
    WishState,
)
from emptychair.intake.words import change_sentence
from emptychair.kit.errors import NotFound
from emptychair.loop.queries.masked import name_of, words_for

PARTS = ("person", "company", "owner", "case", "inbound", "same_as")
COMPARED = 1500  # open tasks that are read for likeness, the newest


def request_list(
    access: Access,
    view: str = RequestView.OPEN,
    *,
    today: date,
    text: str = "",
    order: str = "",
    priority: str = "",
) -> QuerySet[CustomerRequest]:
    """The requests of one view, searched and sorted: due (first), newest, value."""
    found = _in_view(access, RequestView(view), today)
    if priority in Priority.values:
        found = found.filter(priority=priority)
    return _sorted(_searched(access, found, text), view, order).select_related(*PARTS)


def request_counts(access: Access) -> dict[str, int]:
    """How many wait to be sorted, to be told back, to be looked at again."""
    rows = _readable(access)
    return {
        RequestView.NEW.value: rows.filter(state=RequestState.NEW).count(),
        RequestView.SETTLED.value: rows.filter(state=RequestState.SETTLED).count(),
        RequestView.AGAIN.value: rows.filter(state=RequestState.OPEN, again__gt=0).count(),
    }


def request_rows(
    access: Access, requests: Iterable[CustomerRequest], *, today: date
) -> list[RequestRow]:
    """The requests as lists show them."""
    return [_row(access, one, today) for one in requests]


def request_with_number(access: Access, number: int) -> CustomerRequest:
    """One request. Raises `NotFound`, also for what may not be seen."""
    found = _readable(access).filter(number=number).select_related(*PARTS).first()
    if found is None:
        raise NotFound
    return found


def open_requests_of(
    access: Access,
    *,
    today: date,
    company_id: int | None = None,
    person_id: int | None = None,
    limit: int = 20,
) -> list[RequestRow]:
    """What one customer waits for, what is due first in front."""
    about = Q(company=company_id) if company_id else Q(person=person_id or 0)
    rows = _readable(access).unclosed().filter(about).select_related(*PARTS)
    found = rows.order_by(F("next_on").asc(nulls_last=True), "pk")[:limit]
    return request_rows(access, found, today=today)


def task_rows(access: Access, row: CustomerRequest, *, today: date) -> list[TaskRow]:
    """The tasks of a request in order; a partner sees their own."""
    access.require(Permission.CASE_READ)
    rows = RequestTask.objects.visible_to(access).filter(request=row)
    found = rows.select_related("assignee", "initiative", "case").order_by("position", "pk")
    return [_task(access, one, row, today) for one in found]


def request_task_with_id(access: Access, task_id: int) -> RequestTask:
    """One task with its request. Raises `NotFound`."""
    access.require(Permission.CASE_READ)
    rows = RequestTask.objects.visible_to(access).filter(pk=task_id)
    found = rows.select_related("request__person", "request__company", "assignee").first()
    if found is None:
        raise NotFound
    return found


def open_tasks_about(
    access: Access,
    *,
    request_id: int | None = None,
    company_id: int | None = None,
    person_id: int | None = None,
) -> list[RequestTask]:
    """Open tasks of one request, or of all open requests of a customer."""
    access.require(Permission.CASE_READ)
    about = Q(request=request_id or 0)
    if company_id:
        about = Q(request__company=company_id)
    elif person_id:
        about = Q(request__person=person_id)
    rows = RequestTask.objects.visible_to(access).still_open().filter(about)
    unclosed = rows.exclude(request__state=RequestState.CLOSED)
    found = unclosed.select_related("request", "assignee")
    return list(found.order_by(F("due_on").asc(nulls_last=True), "pk")[:500])


def note_rows(access: Access, row: CustomerRequest, *, limit: int = 50) -> list[NoteRow]:
    """The history, the newest first; a partner sees none of what was said."""
    access.require(Permission.CASE_READ)
    if access.assigned_only:
        return []
    rows = RequestNote.objects.visible_to(access).filter(request=row).select_related("author")
    return [
        NoteRow(
            kind=one.kind,
            kind_words=str(NoteKind(one.kind).label),
            words=words_for(
                access, change_sentence(one.change) if one.change else one.text, row.person
            ),
            who=_who(access, row, one),
            happened_at=one.happened_at,
        )
        for one in rows.order_by("-happened_at", "-pk")[:limit]
    ]


def alike_requests(access: Access, row: CustomerRequest, texts: list[str]) -> list[SameRow]:
    """Open tasks and requests of others that read much like these texts, the most alike first."""
    access.require(Permission.CASE_READ)
    if access.assigned_only:
        return []
    tasks = RequestTask.objects.visible_to(access).exclude(request=row)
    recent = tasks.exclude(request__state=RequestState.CLOSED).order_by("-pk")[:COMPARED]
    known = list(recent.values_list("pk", "title", "request_id"))
    fresh = _readable(access).filter(state=RequestState.NEW).exclude(pk=row.pk)
    titles = list(fresh.order_by("-pk").values_list("pk", "title")[:COMPARED])
    request_of = {pk: request_id for pk, _title, request_id in known}
    request_of |= {-pk: pk for pk, _title in titles}
    texts_known = [(pk, title) for pk, title, _request in known]
    texts_known += [(-pk, title) for pk, title in titles]
    best: dict[int, tuple[float, int]] = {}
    for pk, share in most_alike(texts, texts_known, most=20):
        best.setdefault(request_of[pk], (share, pk))
    rows = _readable(access).filter(pk__in=list(best)).select_related("person", "company")
    links = RequestTask.objects.visible_to(access).filter(
        request__in=list(best), initiative__isnull=False
    )
    linked = dict(links.values_list("request_id", "initiative__number"))
    found = [_same(access, row, one, best[one.pk][0], linked.get(one.pk)) for one in rows]
    return sorted(found, key=lambda one: (-one.likeness, one.number))[:5]


def raw_words(access: Access, row: CustomerRequest) -> str:
    """What came, as it came; a partner sees none of it."""
    access.require(Permission.CASE_READ)
    return "" if access.assigned_only else words_for(access, row.raw, row.person)


def suggested_of(access: Access, row: CustomerRequest) -> list[str]:
    """The tasks its words seem to ask for."""
    access.require(Permission.CASE_READ)
    return [one.text for one in suggested_tasks(raw_words(access, row))]


def _readable(access: Access) -> RequestQuerySet:
    access.require(Permission.CASE_READ)
    return CustomerRequest.objects.visible_to(access)


def _in_view(access: Access, view: RequestView, today: date) -> RequestQuerySet:
    rows = _readable(access)
    if view in {RequestView.NEW, RequestView.SETTLED, RequestView.CLOSED}:
        return rows.filter(state=view.value)
    if view is RequestView.AGAIN:
        return rows.filter(state=RequestState.OPEN, again__gt=0)
    if view is RequestView.LATE:
        return rows.unclosed().filter(next_on__lt=today)
    if view is RequestView.MINE:
        own = RequestTask.objects.visible_to(access).still_open()
        tasks = own.filter(assignee=access.user_id or 0)
        mine = Q(owner=access.user_id or 0) | Q(pk__in=tasks.values("request_id"))
        return rows.unclosed().filter(mine)
    return rows.unclosed()


def _searched(access: Access, rows: RequestQuerySet, text: str) -> RequestQuerySet:
    words = text.strip()
    if not words:
        return rows
    number = words.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) < 9:
        return rows.filter(number=int(number))
    if not access.may_see_names or access.assigned_only:
        return rows.filter(company__name__icontains=words)
    named = Q(person__isnull=False) | Q(company__isnull=False)
    for word in wanted_words(words):
        one = Q()
        for form in word.forms:
            one |= Q(person__search_text__contains=form) | Q(company__search_text__contains=form)
        named &= one
    said = Q(title__icontains=words) | Q(raw__icontains=words)
    return rows.filter(said | named if wanted_words(words) else said)


def _sorted(rows: RequestQuerySet, view: str, order: str) -> QuerySet[CustomerRequest]:
    if order == "newest" or (not order and view in {RequestView.NEW, RequestView.CLOSED}):
        return rows.order_by("-received_at", "-pk")
    if order == "value":
        return rows.order_by(F("company__yearly_value").desc(nulls_last=True), "pk")
    return rows.order_by(F("next_on").asc(nulls_last=True), "pk")


def _row(access: Access, one: CustomerRequest, today: date) -> RequestRow:
    customer = one.company or one.person
    return RequestRow(
        id=one.pk,
        number=one.number,
        title=_shown_title(access, one),
        customer=name_of(access, one.person, one.company),
        person_id=one.person_id,
        company_id=one.company_id,
        channel=one.channel,
        channel_words=str(Channel(one.channel).label),
        state=one.state,
        state_words=str(RequestState(one.state).label),
        ending_words=str(Ending(one.ending).label) if one.ending else "",
        priority=one.priority,
        priority_words=str(Priority(one.priority).label),
        due_on=one.due_on,
        next_on=one.next_on,
        is_late=bool(one.state != RequestState.CLOSED and one.next_on and one.next_on < today),
        open_tasks=one.tasks_open,
        tasks=one.tasks_all,
        again=one.again,
        owner=str(one.owner) if one.owner else "",
        yearly_value=customer.yearly_value if customer else None,
        received_at=one.received_at,
        closed_at=one.closed_at,
        external_id=one.external_id,
    )


def _task(access: Access, one: RequestTask, row: CustomerRequest, today: date) -> TaskRow:
    still_open = one.state == WishState.OPEN
    return TaskRow(
        id=one.pk,
        title=words_for(access, one.title, row.person),
        state=one.state,
        state_words=str(WishState(one.state).label),
        reason=words_for(access, one.reason, row.person),
        assignee_id=one.assignee_id,
        assignee=str(one.assignee) if one.assignee else "",
        due_on=one.due_on,
        priority=one.priority,
        priority_words=str(Priority(one.priority).label),
        is_late=bool(still_open and one.due_on and one.due_on < today),
        look_again=words_for(access, one.look_again, row.person) if still_open else "",
        initiative_number=one.initiative.number if one.initiative else None,
        initiative=one.initiative.title if one.initiative else "",
        case_number=one.case.number if one.case else None,
        told_at=one.told_at,
    )


def _same(
    access: Access, row: CustomerRequest, one: CustomerRequest, share: float, initiative: int | None
) -> SameRow:
    same = (row.person_id and row.person_id == one.person_id) or (
        row.company_id and row.company_id == one.company_id
    )
    return SameRow(
        number=one.number,
        title=words_for(access, one.title, one.person),
        customer=name_of(access, one.person, one.company),
        likeness=share,
        same_customer=bool(same),
        initiative_number=initiative,
    )


def _shown_title(access: Access, one: CustomerRequest) -> str:
    """A partner sees their tasks; the customer's words, which titles are made of, they do not."""
    if access.assigned_only:
        return _("Request #%(number)s") % {"number": one.number}
    return words_for(access, one.title, one.person)


def _who(access: Access, row: CustomerRequest, one: RequestNote) -> str:
    if one.kind == NoteKind.MAIL_IN:
        return name_of(access, row.person) or _("the customer")
    return str(one.author) if one.author else ""
