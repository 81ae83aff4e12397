"""When two rows turn out to be one person, what we learned stays together."""

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.success.models import CustomerHealth, LostCustomer


@transaction.atomic
def follow_merge(access: Access, *, kept_id: int, moved_id: int) -> None:
    """The person who stays keeps the lessons; how they stand is computed anew by the next look."""
    access.require(Permission.CUSTOMER_WRITE)
    CustomerHealth.objects.visible_to(access).filter(person=moved_id).delete()
    rows = LostCustomer.objects.visible_to(access)
    taken = set(rows.filter(person=kept_id).values_list("left_on", flat=True))
    own = rows.filter(person=moved_id)
    own.filter(left_on__in=taken, lesson="").delete()
    own.exclude(left_on__in=taken).update(person=kept_id)
