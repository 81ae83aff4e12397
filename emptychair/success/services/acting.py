"""Doing something about a customer at risk."""

from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.loop.models import Case
from emptychair.loop.services.opening import open_case
from emptychair.loop.types import CaseKind, CaseState, Urgency
from emptychair.success.models import CustomerHealth
from emptychair.success.words import sign_words


@transaction.atomic
def open_case_for_customer(
    access: Access, row: CustomerHealth, *, now: datetime
) -> tuple[Case, bool]:
    """A case with the first sign as its title; the open one where the customer has one already.
    Whether it is new.
    """
    access.require(Permission.CASE_WRITE)
    held = CustomerHealth.objects.visible_to(access).select_for_update().get(pk=row.pk)
    known = _open_case(access, held)
    if known is not None:
        return known, False
    title = sign_words(held.signs[0]) if held.signs else str(held.company or held.person or "")
    return open_case(
        access,
        kind=CaseKind.MANUAL,
        title=title,
        urgency=Urgency.HIGH,
        now=now,
        person=held.person,
        company=held.company,
    )


def _open_case(access: Access, row: CustomerHealth) -> Case | None:
    rows = Case.objects.visible_to(access).exclude(state=CaseState.CLOSED)
    own = rows.filter(company=row.company) if row.company_id else rows.filter(person=row.person)
    return own.order_by("-pk").first()
