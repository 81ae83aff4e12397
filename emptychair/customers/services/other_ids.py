"""Keeping what another system calls a person."""

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import OtherId, Person


def note_other_id(access: Access, person: Person, *, system: str, value: str) -> bool:
    """Remember that a system calls this person so; false when it calls somebody so already."""
    access.require(Permission.CUSTOMER_WRITE)
    _row, is_new = OtherId.objects.get_or_create(
        workspace=access.workspace,
        system=system,
        value=value[:120],
        defaults={"person": person},
    )
    return is_new
