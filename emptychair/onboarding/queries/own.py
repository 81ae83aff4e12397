"""How long this workspace itself took until a customer answered it."""

from dataclasses import dataclass
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.surveys.models import Response


@dataclass(frozen=True, slots=True)
class OwnFirst:
    """From the day the workspace was made to its first answer; None: not yet."""

    began_at: datetime
    answered_at: datetime | None

    @property
    def days(self) -> int | None:
        """Whole days between; nothing where the answer is older than the workspace."""
        if self.answered_at is None or self.answered_at < self.began_at:
            return None
        return (self.answered_at - self.began_at).days


def own_first_answer(access: Access) -> OwnFirst:
    """Of answers to what was asked here; those read in from before do not count."""
    access.require(Permission.CUSTOMER_READ)
    began = access.workspace.created_at
    rows = Response.objects.visible_to(access).filter(answered_at__gte=began)
    first = rows.order_by("answered_at").values_list("answered_at", flat=True).first()
    return OwnFirst(began, first)
