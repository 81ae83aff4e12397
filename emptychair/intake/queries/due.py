"""What Today shows of requests."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.intake.models import CustomerRequest, RequestTask
from emptychair.intake.types import RequestState
from emptychair.kit.models import WorkspaceQuerySet
from emptychair.kit.prepared import ANEW

CUSTOMER = ("person", "company__yearly_value", "person__yearly_value")
REQUEST = ("pk", "number", "priority", "owner", "tasks_all", "customer_wrote_at", *CUSTOMER)
TASK = ("pk", "due_on", "priority", "assignee", "request__number", "request__priority")
TASK_FACTS = (*TASK, *(f"request__{name}" for name in CUSTOMER))


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What the order of Today needs to know of a request."""

    id: int
    number: int
    priority: str
    owner_id: int | None
    tasks: int
    wrote_at: datetime | None
    person_id: int | None
    value: float


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What the order of Today needs to know of a task."""

    id: int
    due_on: date | None
    priority: str
    assignee_id: int | None
    number: int
    request_priority: str
    person_id: int | None
    value: float


def requests_to_sort(access: Access, *, limit: int) -> list[RequestFacts]:
    """Requests nobody has split into tasks, the oldest first."""
    access.require(Permission.CASE_READ)
    return _requests(_of_state(access, state=RequestState.NEW, by="received_at", limit=limit))


def requests_to_tell(access: Access, *, limit: int) -> list[RequestFacts]:
    """Everything is settled, and the customer does not know."""
    access.require(Permission.CASE_READ)
    return _requests(_of_state(access, state=RequestState.SETTLED, by="changed_at", limit=limit))


def requests_written_back(access: Access, *, limit: int) -> list[RequestFacts]:
    """The customer answered, and nobody has looked."""
    access.require(Permission.CASE_READ)
    return _requests(_written_back(access, limit=limit))


def requests_with_ids(access: Access, ids: Collection[int]) -> dict[int, CustomerRequest]:
    """These requests with their customers, by number in the table."""
    return _rows(access).select_related("person", "company").in_bulk(list(ids))


def tasks_to_do(access: Access, *, today: date, limit: int) -> list[TaskFacts]:
    """Open tasks due by today, the longest late first; a partner sees their own."""
    access.require(Permission.CASE_READ)
    return _tasks(_tasks_due(access, today=today, limit=limit))


def tasks_to_look_at(access: Access, *, limit: int) -> list[TaskFacts]:
    """Open tasks of customers whose situation changed."""
    access.require(Permission.CASE_READ)
    return _tasks(_tasks_again(access, limit=limit))


def tasks_with_ids(access: Access, ids: Collection[int]) -> dict[int, RequestTask]:
    """These tasks with their requests and customers, by number."""
    access.require(Permission.CASE_READ)
    rows = RequestTask.objects.visible_to(access)
    return rows.select_related("request__person", "request__company").in_bulk(list(ids))


def _rows(access: Access) -> WorkspaceQuerySet[CustomerRequest]:
    access.require(Permission.CASE_READ)
    return CustomerRequest.objects.visible_to(access)


@prepared(state=ANEW, by=ANEW, limit=ANEW)
def _of_state(
    access: Access, *, state: RequestState, by: str, limit: int
) -> QuerySet[CustomerRequest, Any]:
    return _first(_rows(access).filter(state=state).order_by(by, "pk"), limit)


@prepared(limit=ANEW)
def _written_back(access: Access, *, limit: int) -> QuerySet[CustomerRequest, Any]:
    rows = _rows(access).filter(customer_wrote_at__isnull=False).exclude(state=RequestState.CLOSED)
    return _first(rows.order_by("customer_wrote_at", "pk"), limit)


def _first(rows: QuerySet[CustomerRequest], limit: int) -> QuerySet[CustomerRequest, Any]:
    """First which; values of customers are read of these only, and not of all to sort them."""
    some = CustomerRequest.objects.filter(pk__in=rows.values("pk")[:limit])
    return some.order_by(*rows.query.order_by).values_list(*REQUEST)


@prepared(today=date, limit=ANEW)
def _tasks_due(access: Access, *, today: date, limit: int) -> QuerySet[RequestTask, Any]:
    rows = RequestTask.objects.visible_to(access).still_open().filter(due_on__lte=today)
    found = rows.exclude(request__state=RequestState.CLOSED)
    return found.order_by("due_on", "pk").values_list(*TASK_FACTS)[:limit]


@prepared(limit=ANEW)
def _tasks_again(access: Access, *, limit: int) -> QuerySet[RequestTask, Any]:
    rows = RequestTask.objects.visible_to(access).still_open().filter(request__again__gt=0)
    found = rows.exclude(look_again="").exclude(request__state=RequestState.CLOSED)
    return found.order_by("pk").values_list(*TASK_FACTS)[:limit]


def _requests(rows: Iterable[Sequence[Any]]) -> list[RequestFacts]:
    return [RequestFacts(*row) for row in map(_with_worth, rows)]


def _tasks(rows: Iterable[Sequence[Any]]) -> list[TaskFacts]:
    return [TaskFacts(*row) for row in map(_with_worth, rows)]


def _with_worth(row: Sequence[Any]) -> tuple[Any, ...]:
    """With one value at the end: the company's, or the person's."""
    *plain, company, person = row
    return (*plain, float(company or person or 0))
