"""The row of each buyer, written anew some at a time, so that nobody waits long to write."""

from collections.abc import Sequence

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.rules.batches import in_batches
from emptychair.customers.services.writing_anew import AT_ONCE, write_anew
from emptychair.renewals.models import BuyerReading
from emptychair.renewals.types import ReadingKind

WRITTEN = (
    *("times", "first_on", "last_on", "gap_days", "next_on", "left_on", "is_active", "p_alive"),
    *("value", "currency", "as_of"),
)


def keep_buyers(access: Access, kind: ReadingKind, rows: Sequence[BuyerReading]) -> None:
    """These rows and no others of that kind. Each tells as of which day it is, so that what was
    interrupted is right as far as it goes; the next time finishes it.
    """
    access.require(Permission.CUSTOMER_READ)
    mine = BuyerReading.objects.visible_to(access).filter(kind=kind)
    in_order = sorted(rows, key=_number)
    for some in in_batches(in_order, AT_ONCE):
        write_anew(access, mine, some, WRITTEN)
    wanted = {_number(row) for row in rows}
    found = mine.order_by("pk").values_list("pk", "company_id", "person_id")
    gone = [pk for pk, company, person in found if (company or -(person or 0)) not in wanted]
    for pks in in_batches(gone):
        mine.filter(pk__in=pks).delete()


def _number(row: BuyerReading) -> int:
    return row.company_id or -(row.person_id or 0)
