"""Putting away for good what was removed a week ago."""

from datetime import datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.digests.models import Digest
from emptychair.digests.services.files import drop_strangers

KEPT = timedelta(days=7)


def tidy_up(access: Access, *, now: datetime) -> int:
    """Remove reports whose week is over with their issues, and files that no row knows."""
    access.require(Permission.PROGRAMME_MANAGE)
    old = Digest.objects.visible_to(access).filter(removed_at__lt=now - KEPT)
    count = old.count()
    old.delete()
    drop_strangers(access, older_than=(now - timedelta(days=1)).timestamp())
    return count
