"""Days that matter to a customer, and their wishes."""

from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Person, SpecialDay, Wish
from emptychair.customers.rules.days import is_day_of_year
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.kit.errors import Invalid


def add_special_day(
    access: Access,
    person: Person,
    *,
    kind: str,
    month: int,
    day: int,
    year: int | None = None,
    whose: str = "",
) -> SpecialDay:
    """A day that comes round every year; the same one again changes nothing. Raises `Invalid`."""
    access.require(Permission.CUSTOMER_WRITE)
    if not is_day_of_year(month, day):
        raise Invalid
    with transaction.atomic():
        row, is_new = SpecialDay.objects.get_or_create(
            workspace=access.workspace,
            person=person,
            kind=kind,
            whose=whose.strip()[:80],
            month=month,
            day=day,
            defaults={"year": year},
        )
        if is_new:
            after = {"kind": kind, "month": month, "day": day}
            record_audit(access, row, action="special_day.added", after=after)
    return row


def remove_special_day(access: Access, row: SpecialDay) -> None:
    """Forget a day; the audit trail keeps which."""
    access.require(Permission.CUSTOMER_WRITE)
    before = {"kind": row.kind, "month": row.month, "day": row.day, "person": row.person_id}
    with transaction.atomic():
        record_audit(access, row, action="special_day.removed", before=before)
        row.delete()


def note_wish(access: Access, person: Person, *, text: str, now: datetime) -> Wish:
    """Write down what a customer wishes for."""
    access.require(Permission.CUSTOMER_WRITE)
    with transaction.atomic():
        wish = Wish.objects.create(
            workspace=access.workspace,
            person=person,
            text=text.strip(),
            noted_by_id=access.user_id,
        )
        _tell(access, wish, "customers.wish_noted", now)
    return wish


def fulfil_wish(access: Access, wish: Wish, *, now: datetime) -> Wish:
    """Mark a wish as fulfilled; twice is once."""
    access.require(Permission.CUSTOMER_WRITE)
    if wish.fulfilled_at is None:
        with transaction.atomic():
            wish.fulfilled_at = now
            wish.save(update_fields=["fulfilled_at", "changed_at"])
            record_audit(access, wish, action="wish.fulfilled")
            _tell(access, wish, "customers.wish_fulfilled", now)
    return wish


def reopen_wish(access: Access, wish: Wish) -> Wish:
    """It was not fulfilled after all."""
    access.require(Permission.CUSTOMER_WRITE)
    with transaction.atomic():
        wish.fulfilled_at = None
        wish.save(update_fields=["fulfilled_at", "changed_at"])
        record_audit(access, wish, action="wish.reopened")
    return wish


def _tell(access: Access, wish: Wish, code: str, now: datetime) -> None:
    add_to_timeline(
        access,
        person=wish.person,
        code=code,
        parameters={"text": wish.text},
        happened_at=now,
        unique_key=f"{code}:{wish.pk}:{now.isoformat()}",
    )
