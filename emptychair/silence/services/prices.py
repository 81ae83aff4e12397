"""Days on which prices changed, entered by hand."""

from datetime import date

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.jobs import enqueue
from emptychair.silence.errors import NoSuchSilence, PriceChangeNotUnderstood
from emptychair.silence.models import PriceChange


@transaction.atomic
def note_price_change(
    access: Access, *, changed_on: date | None, words: str, percent: float | None = None
) -> PriceChange:
    """Enter a change; whether leaving coincides with it is worked out at once."""
    access.require(Permission.CUSTOMER_WRITE)
    if changed_on is None or not words.strip() or not -100 <= (percent or 0) <= 10_000:
        raise PriceChangeNotUnderstood
    row = PriceChange.objects.create(
        workspace=access.workspace,
        changed_on=changed_on,
        words=words.strip()[:200],
        percent=percent,
        noted_by_id=access.user_id,
    )
    after = {"on": changed_on.isoformat(), "words": row.words, "percent": percent}
    record_audit(access, row, action="silence.price_noted", after=after)
    ask_for_reading(access)
    return row


@transaction.atomic
def remove_price_change(access: Access, price_id: int) -> None:
    """It was no change, or not then."""
    access.require(Permission.CUSTOMER_WRITE)
    row = PriceChange.objects.visible_to(access).filter(pk=price_id).first()
    if row is None or access.assigned_only:
        raise NoSuchSilence
    before = {"on": row.changed_on.isoformat(), "words": row.words}
    record_audit(access, row, action="silence.price_removed", before=before)
    row.delete()
    ask_for_reading(access)


def ask_for_reading(access: Access) -> None:
    """Have the workspace read now, not only at night."""
    access.require(Permission.CUSTOMER_WRITE)
    enqueue("silence.read_workspace", workspace_id=access.workspace.pk)
