"""What readings of the past counted."""

from dataclasses import dataclass
from datetime import date

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import Period, month_of
from emptychair.silence.models import SilenceRun


@dataclass(frozen=True, slots=True)
class Counted:
    """One reading: how many were silent, of how many with a rhythm."""

    on: date
    silent: int
    watched: int


def last_reading(access: Access, period: Period) -> Counted | None:
    """The newest reading of a period that counted anybody."""
    access.require(Permission.CUSTOMER_READ)
    rows = SilenceRun.objects.visible_to(access).filter(
        as_of__gte=period.first, as_of__lt=period.end, watched__gt=0
    )
    row = rows.order_by("-as_of").first()
    return Counted(row.as_of, row.silent, row.watched) if row else None


def silent_by_month(access: Access, period: Period) -> dict[date, tuple[int, int]]:
    """By the first day of each month: how many were silent, of how many, at its last reading."""
    access.require(Permission.CUSTOMER_READ)
    rows = SilenceRun.objects.visible_to(access).filter(
        as_of__gte=period.first, as_of__lt=period.end, watched__gt=0
    )
    found = rows.order_by("as_of").values_list("as_of", "silent", "watched")
    return {month_of(day).first: (silent, watched) for day, silent, watched in found}
