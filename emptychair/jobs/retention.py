"""Facts that reached all who listen are not kept for ever: what they were about lives elsewhere."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from emptychair.jobs.models import Delivery, DeliveryState, ScheduledRun, StoredEvent

AT_ONCE = 500  # facts in one transaction: on SQLite all others wait to write meanwhile


def forget_facts(*, now: datetime, days: int) -> int:
    """Remove facts told more than `days` days ago, but for those still on their way.

    The last run of what comes round stays as well. Tells how many facts went.
    """
    before = now - timedelta(days=days)
    on_its_way = Delivery.objects.filter(event=OuterRef("pk"), state=DeliveryState.WAITING)
    old = StoredEvent.objects.filter(~Exists(on_its_way), told_at__lt=before).order_by("pk")
    gone = 0
    while numbers := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            Delivery.objects.filter(event__in=numbers).delete()
            StoredEvent.objects.filter(pk__in=numbers).delete()
        gone += len(numbers)
    newer = ScheduledRun.objects.filter(name=OuterRef("name"), due_at__gt=OuterRef("due_at"))
    ScheduledRun.objects.filter(Exists(newer), due_at__lt=before).delete()
    return gone
