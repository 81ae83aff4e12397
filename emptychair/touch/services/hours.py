"""Hours of colleagues, and days they are away."""

from datetime import date

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import member_with_id
from emptychair.accounts.services.audit import record_audit
from emptychair.touch.errors import DaysInvalid, WeeklyInvalid
from emptychair.touch.models import MemberHours, TimeOff
from emptychair.touch.queries.capacity import time_off_with_id

MOST_HOURS = 80


@transaction.atomic
def set_weekly_hours(access: Access, user_id: int, *, weekly: float | None) -> None:
    """Hours a week somebody has for customers; None where nobody knows. One's own, or those of
    others by whoever runs the programme. Raises `WeeklyInvalid`, `NotFound`.
    """
    _may_write(access, user_id)
    member = member_with_id(access, user_id)
    if weekly is not None and not 0 <= weekly <= MOST_HOURS:
        raise WeeklyInvalid
    row = MemberHours.objects.visible_to(access).filter(user=member.user).first()
    before = {"weekly": row.weekly} if row else {}
    if weekly is None:
        if row is not None:
            record_audit(access, row, action="hours.removed", before=before)
            row.delete()
        return
    row = row or MemberHours(workspace=access.workspace, user=member.user)
    row.weekly = weekly
    row.save()
    after = {"member": user_id, "weekly": weekly}
    record_audit(access, row, action="hours.changed", before=before, after=after)


@transaction.atomic
def add_time_off(
    access: Access, user_id: int, *, first: date, last: date, note: str = ""
) -> TimeOff:
    """Days somebody is away. Raises `DaysInvalid`, `NotFound`."""
    _may_write(access, user_id)
    member = member_with_id(access, user_id)
    if last < first:
        raise DaysInvalid
    row = TimeOff.objects.create(
        workspace=access.workspace,
        user=member.user,
        first=first,
        last=last,
        note=note.strip()[:120],
    )
    after = {"member": user_id, "first": first.isoformat(), "last": last.isoformat()}
    record_audit(access, row, action="time_off.added", after=after)
    return row


@transaction.atomic
def drop_time_off(access: Access, off_id: int) -> None:
    """They are there after all. Raises `NotFound`."""
    row = time_off_with_id(access, off_id)
    _may_write(access, row.user_id)
    before = {"member": row.user_id, "first": row.first.isoformat(), "last": row.last.isoformat()}
    record_audit(access, row, action="time_off.removed", before=before)
    row.delete()


def _may_write(access: Access, user_id: int) -> None:
    own = user_id == access.user_id
    access.require(Permission.CUSTOMER_WRITE if own else Permission.PROGRAMME_MANAGE)
