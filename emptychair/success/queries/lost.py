"""Customers that were lost, with what we knew and did."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.errors import NotFound
from emptychair.kit.periods import Period
from emptychair.loop.queries.masked import name_of, words_for
from emptychair.stats import Share, wilson
from emptychair.success.models import LostCustomer

IN_TIME = 14  # days before the end, for a warning to be of use


@dataclass(frozen=True, slots=True)
class LostRow:
    """One of them, fit to show."""

    id: int
    company_id: int | None
    person_id: int | None
    name: str
    left_on: date
    how: str
    worth: float | None
    warnings: tuple[dict[str, Any], ...]
    warned_on: date | None
    acts: tuple[dict[str, Any], ...]
    acted_on: date | None
    lesson: str
    lesson_by: str

    @property
    def days_ahead(self) -> int | None:
        """Days from the first warning to the end."""
        return (self.left_on - self.warned_on).days if self.warned_on else None


@dataclass(frozen=True, slots=True)
class LostTotals:
    """Of all of a year: who was warned of in time, and of those, for whom anybody acted."""

    lost: int
    worth: float
    warned: Share | None
    acted: Share | None
    lessons: int


class LostRows:
    """Rows that are read when a slice is asked for."""

    def __init__(self, access: Access, rows: Any) -> None:
        access.require(Permission.CUSTOMER_READ)
        self._access, self._rows = access, rows

    def __getitem__(self, part: slice) -> list[LostRow]:
        """Some of them."""
        return [lost_row(self._access, row) for row in self._rows[part]]


def customers_lost(access: Access, *, since: date, view: str = "") -> LostRows:
    """Lost since a day, newest first; `view` is unwarned, idle (warned, nobody acted) or open (no
    lesson yet).
    """
    access.require(Permission.CUSTOMER_READ)
    rows = LostCustomer.objects.visible_to(access).filter(left_on__gte=since)
    rows = rows.select_related("company", "person", "lesson_by")
    if view == "unwarned":
        rows = rows.filter(warned_on=None)
    if view == "idle":
        rows = rows.filter(warned_on__isnull=False, acted_on=None)
    if view == "open":
        rows = rows.filter(lesson="")
    return LostRows(access, rows.order_by("-left_on", "-pk"))


def lost_totals(access: Access, *, since: date) -> LostTotals:
    """Shares with intervals."""
    access.require(Permission.CUSTOMER_READ)
    rows = LostCustomer.objects.visible_to(access).filter(left_on__gte=since).order_by("pk")
    found = list(rows.values_list("left_on", "warned_on", "acted_on", "worth", "lesson"))
    in_time = [row for row in found if row[1] and row[0] - row[1] >= timedelta(days=IN_TIME)]
    acted = [row for row in in_time if row[2]]
    return LostTotals(
        lost=len(found),
        worth=sum(row[3] or 0.0 for row in found),
        warned=wilson(len(in_time), len(found)) if found else None,
        acted=wilson(len(acted), len(in_time)) if in_time else None,
        lessons=sum(bool(row[4]) for row in found),
    )


def lost_with_id(access: Access, lost_id: int) -> LostCustomer:
    """One of them. Raises `NotFound`."""
    access.require(Permission.CUSTOMER_READ)
    rows = LostCustomer.objects.visible_to(access).select_related("company", "person", "lesson_by")
    found = rows.filter(pk=lost_id).first()
    if found is None:
        raise NotFound
    return found


def lost_row(access: Access, row: LostCustomer) -> LostRow:
    """Fit to show."""
    access.require(Permission.CUSTOMER_READ)
    return LostRow(
        id=row.pk,
        company_id=row.company_id,
        person_id=row.person_id,
        name=name_of(access, row.person, row.company),
        left_on=row.left_on,
        how=row.how,
        worth=row.worth,
        warnings=tuple(row.warnings),
        warned_on=row.warned_on,
        acts=tuple(row.acts),
        acted_on=row.acted_on,
        lesson=words_for(access, row.lesson, row.person),
        lesson_by=str(row.lesson_by or ""),
    )


def has_lost(access: Access) -> bool:
    """Whether anybody is known to have been lost."""
    access.require(Permission.CUSTOMER_READ)
    return LostCustomer.objects.visible_to(access).exists()


def warned_and_acted(access: Access, period: Period) -> tuple[int, int]:
    """Of those lost in a period: warned of in time and somebody acted; all."""
    access.require(Permission.CUSTOMER_READ)
    rows = LostCustomer.objects.visible_to(access).filter(
        left_on__gte=period.first, left_on__lt=period.end
    )
    found = list(rows.order_by("pk").values_list("left_on", "warned_on", "acted_on"))
    in_time = timedelta(days=IN_TIME)
    good = sum(bool(acted and warned and left - warned >= in_time) for left, warned, acted in found)
    return good, len(found)
