"""What Today shows of requests."""

from datetime import date

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.intake.models import CustomerRequest, RequestTask
from emptychair.intake.types import RequestState

WITH = ("person", "company", "owner")


def requests_to_sort(access: Access, *, limit: int) -> list[CustomerRequest]:
    """Requests nobody has split into tasks, the oldest first."""
    rows = _rows(access).filter(state=RequestState.NEW)
    return list(rows.order_by("received_at", "pk")[:limit])


def requests_to_tell(access: Access, *, limit: int) -> list[CustomerRequest]:
    """Everything is settled, and the customer does not know."""
    rows = _rows(access).filter(state=RequestState.SETTLED)
    return list(rows.order_by("changed_at", "pk")[:limit])


def requests_written_back(access: Access, *, limit: int) -> list[CustomerRequest]:
    """The customer answered, and nobody has looked."""
    rows = _rows(access).filter(customer_wrote_at__isnull=False).exclude(state=RequestState.CLOSED)
    return list(rows.order_by("customer_wrote_at", "pk")[:limit])


def tasks_to_do(access: Access, *, today: date, limit: int) -> list[RequestTask]:
    """Open tasks due by today, the longest late first; a partner sees their own."""
    access.require(Permission.CASE_READ)
    rows = RequestTask.objects.visible_to(access).still_open().filter(due_on__lte=today)
    parts = ("request__person", "request__company", "request__owner", "assignee")
    found = rows.exclude(request__state=RequestState.CLOSED).select_related(*parts)
    return list(found.order_by("due_on", "pk")[:limit])


def tasks_to_look_at(access: Access, *, limit: int) -> list[RequestTask]:
    """Open tasks of customers whose situation changed."""
    access.require(Permission.CASE_READ)
    rows = RequestTask.objects.visible_to(access).still_open().filter(request__again__gt=0)
    parts = ("request__person", "request__company", "request__owner", "assignee")
    found = rows.exclude(look_again="").exclude(request__state=RequestState.CLOSED)
    return list(found.select_related(*parts).order_by("pk")[:limit])


def _rows(access: Access) -> QuerySet[CustomerRequest]:
    access.require(Permission.CASE_READ)
    return CustomerRequest.objects.visible_to(access).select_related(*WITH)
