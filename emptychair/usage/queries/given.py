"""For counts that are given: whose they are."""

from collections.abc import Collection

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company
from emptychair.customers.rules.batches import in_batches


def companies_numbered(access: Access, numbers: Collection[str]) -> dict[str, int]:
    """Our ids of the companies with these numbers; unknown ones are not among them."""
    access.require(Permission.CUSTOMER_READ)
    found: dict[str, int] = {}
    for some in in_batches(sorted(one for one in numbers if one)):
        rows = Company.objects.visible_to(access).with_external_id(*some)
        found |= dict(rows.values_list("external_id", "pk"))
    return found
