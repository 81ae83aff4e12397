"""Who was in a state on a day, as the nights kept it."""

from datetime import date
from typing import Any

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import KeptHistory


def spans_on(access: Access, table: Any, day: date) -> Any:
    """The stays of a day, as rows to filter further."""
    access.require(Permission.CUSTOMER_READ)
    rows = table.objects.visible_to(access).filter(began_on__lte=day)
    return rows.filter(Q(ended_on=None) | Q(ended_on__gt=day))


def known_from(access: Access, table: Any) -> date | None:
    """The first day of which the state is known; nothing before the first look."""
    access.require(Permission.CUSTOMER_READ)
    rows = KeptHistory.objects.visible_to(access).filter(name=name_of_history(access, table))
    return rows.values_list("known_from", flat=True).first()


def is_past(access: Access, table: Any, day: date) -> bool:
    """Whether the state was looked at after that day, so that the day is to be asked of here."""
    access.require(Permission.CUSTOMER_READ)
    rows = KeptHistory.objects.visible_to(access).filter(name=name_of_history(access, table))
    return rows.filter(kept_until__gt=day).exists()


def name_of_history(access: Access, table: Any) -> str:
    """Under which name the history of a table is noted."""
    del access
    return str(table._meta.label_lower)  # noqa: SLF001 - Django's public name
