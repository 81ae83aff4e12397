"""The customer of something that happened below."""

from typing import Any

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.customers.models import CustomerEvent
from emptychair.loop.models import Case
from emptychair.surveys.models import Response

Pair = tuple[int | None, int | None]


def event_concerned(access: Access, event_id: int) -> Pair:
    """Person and company of an event."""
    del access
    return _pair(CustomerEvent.objects.filter(pk=event_id))


def response_concerned(access: Access, response_id: int) -> Pair:
    """Person and company of an answer."""
    del access
    return _pair(Response.objects.filter(pk=response_id))


def case_concerned(access: Access, case_id: int) -> Pair:
    """Person and company of a case."""
    del access
    return _pair(Case.objects.filter(pk=case_id))


def _pair(rows: QuerySet[Any]) -> Pair:
    found = rows.values_list("person_id", "company_id").first()
    return (found[0], found[1]) if found else (None, None)
