"""People and households in no company, by their use."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import F, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.customers.queries.finding import people_matching, shown_name
from emptychair.customers.queries.gone import gone_people
from emptychair.kit.prepared import ANEW
from emptychair.usage.models import CompanyUse, PersonUse
from emptychair.usage.queries.lists import (
    SORTS,
    USUAL_SORT,
    UseFacts,
    UseRow,
    UseTotals,
    in_view,
    shown_use,
    totals_of,
    use_facts,
)

BY_NAME = ("person__name_reading", "person__name", "pk")
FACTS = ("pk", "person", "unused_value", "person__yearly_value")  # for `use_facts`


def people_by_use(
    access: Access, *, view: str = "all", text: str = "", sort: str = ""
) -> QuerySet[PersonUse]:
    """Rows of the list, sorted; `person_use_rows` reads what is shown by their numbers alone."""
    access.require(Permission.CUSTOMER_READ)
    rows = PersonUse.objects.visible_to(access).filter(
        in_view(access, view), person__merged_into=None
    )
    if access.assigned_only:
        return rows.none()
    if text:
        rows = rows.filter(person__in=people_matching(access, text).order_by().values("pk"))
    chosen = sort if sort in SORTS else USUAL_SORT.get(view, "actions")
    return rows.order_by(*(BY_NAME if chosen == "name" else SORTS[chosen]))


def person_use_rows(access: Access, rows: list[PersonUse]) -> list[UseRow]:
    """Rows of a page with names, masked where they must be; one question."""
    access.require(Permission.CUSTOMER_READ)
    full = PersonUse.objects.visible_to(access).select_related("person__owner")
    by_id = full.in_bulk([row.pk for row in rows])
    return [_row(access, by_id[row.pk]) for row in rows if row.pk in by_id]


def people_totals(access: Access) -> UseTotals:
    """What all of them come to."""
    access.require(Permission.CUSTOMER_READ)
    return totals_of(access, PersonUse.objects.visible_to(access).filter(person__merged_into=None))


def person_reading(access: Access, person_id: int) -> UseRow | None:
    """The row of one person by themselves, if they have one."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return None
    rows = PersonUse.objects.visible_to(access).select_related("person__owner")
    found = rows.filter(person=person_id).first()
    return _row(access, found) if found else None


def kinds_in_use(access: Access) -> list[str]:
    """Of whom use is known: companies, people by themselves, or both."""
    access.require(Permission.CUSTOMER_READ)
    tables: tuple[tuple[str, Any], ...] = (("company", CompanyUse), ("person", PersonUse))
    return [kind for kind, table in tables if table.objects.visible_to(access).exists()]


def people_to_look_at(access: Access, *, today: date, limit: int) -> list[UseFacts]:
    """What Today should show: use that drops, and trials that end without use; each kind with its
    dearest first.
    """
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    kinds = {
        "dropping": _dropping(access, today=today, limit=limit),
        "trial": _trials(access, today=today, soon=today + timedelta(days=7), limit=limit),
    }
    return use_facts(access, kinds)


@prepared(today=date, limit=ANEW)
def _dropping(access: Access, *, today: date, limit: int) -> QuerySet[PersonUse, Any]:
    rows = _still_there(access, today).filter(in_view(access, "dropping"))
    dear = F("person__yearly_value").desc(nulls_last=True)
    return rows.order_by(dear, "pk").values_list(*FACTS)[:limit]


@prepared(today=date, soon=date, limit=ANEW)
def _trials(access: Access, *, today: date, soon: date, limit: int) -> QuerySet[PersonUse, Any]:
    rows = _still_there(access, today).filter(
        in_view(access, "trials"), trial_ends_on__lte=soon, active_days=0
    )
    return rows.order_by("trial_ends_on", "pk").values_list(*FACTS)[:limit]


def _still_there(access: Access, today: date) -> QuerySet[PersonUse]:
    rows = PersonUse.objects.visible_to(access).filter(person__merged_into=None)
    return rows.exclude(gone_people(access, today, prefix="person__"))


def people_with_use(access: Access, ids: Collection[int]) -> dict[int, UseRow]:
    """The rows of these people, by the number of the row."""
    access.require(Permission.CUSTOMER_READ)
    rows = PersonUse.objects.visible_to(access).select_related("person__owner").in_bulk(list(ids))
    return {pk: _row(access, one) for pk, one in rows.items()}


def _row(access: Access, row: PersonUse) -> UseRow:
    name = shown_name(access, row.person)
    return shown_use(access, row, row.person, name=name, person_id=row.person_id)
