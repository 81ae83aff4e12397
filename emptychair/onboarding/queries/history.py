"""Who is stuck before the first value, now and on earlier days."""

from datetime import date

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.spans import is_past, known_from, spans_on
from emptychair.onboarding.models import FirstValueReading, StallSpan


def stalled_now(access: Access) -> set[int]:
    """As of the last reading: companies, and people below nothing."""
    access.require(Permission.CUSTOMER_READ)
    rows = FirstValueReading.objects.visible_to(access).filter(
        is_current=True, slow__gt=0, reached_on=None, ended_on=None
    )
    found = rows.values_list("person_id", "company_id")
    return set() if access.assigned_only else {firm or -(person or 0) for person, firm in found}


def stalled_on(access: Access, day: date) -> set[int]:
    """The same on an earlier day; as of the last reading where none came after it."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return set()
    if not is_past(access, StallSpan, day):
        return stalled_now(access)
    return set(spans_on(access, StallSpan, day).values_list("unit", flat=True))


def stalls_known_from(access: Access) -> date | None:
    """The first day of which it is known."""
    return known_from(access, StallSpan)
