"""What follows when an import came in or was taken back: everybody is looked at anew."""

from datetime import datetime
from typing import Final

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.exchange.models import ImportRun
from emptychair.jobs import enqueue
from emptychair.success.services.counting import want_look

BESIDE_CUSTOMERS: Final = frozenset({"touchpoints", "figures"})  # they change no risk


def look_at_customers_again(access: Access, run: ImportRun, *, now: datetime) -> None:
    """Have lists made anew that counted other rows than there are now; once for several files."""
    access.require(Permission.DATA_IMPORT)
    if run.shape not in BESIDE_CUSTOMERS:
        enqueue("customers.read_leaving_of", workspace_id=access.workspace.pk)
        want_look(access, now=now)
