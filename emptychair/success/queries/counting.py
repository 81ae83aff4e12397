"""Whether everybody is being looked at because of new data."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.success.models import LookRun

SILENT = timedelta(minutes=20)  # without coming further: the worker is gone


@dataclass(frozen=True, slots=True)
class Counting:
    """A look at work, or one that waits for its turn."""

    percent: int
    waits: bool


def counting_now(access: Access, now: datetime) -> Counting | None:
    """How far it is; None where none is on its way, or its worker is gone."""
    access.require(Permission.CUSTOMER_READ)
    row = LookRun.objects.visible_to(access).filter(ended_at=None).first()
    if row is None or row.moved_at < now - SILENT:
        return None
    return Counting(row.percent, row.begun_at is None)
