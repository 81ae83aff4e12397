"""How often a token may ask, over all processes, without a write for each request.

A process takes requests out of the minute's allowance in blocks, by one atomic UPDATE, and spends
the block from memory. What is left of a block at the end of a minute is lost, never exceeded.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.http.models import RateWindow
from emptychair.http.services.idempotency import asker_of
from emptychair.kit.errors import ProductError

BLOCKS = (20, 5, 1)  # the last requests of a minute are taken one by one
MINUTE = 60


class TooManyRequests(ProductError):  # noqa: N818 - named as what happened
    """A token asked too often."""

    code = "too-many-requests"
    status = 429
    message = _("Too many requests for this token. Wait as long as Retry-After says.")


_BLOCKS: dict[tuple[int, str], tuple[int, int]] = {}  # (workspace, asker): (minute, left)


def count_request(access: Access, *, now: datetime, per_minute: int) -> int:
    """Count one request; how many are left for this process before it must look again.

    Raises `TooManyRequests` with `retry_after` in seconds.
    """
    minute, key = int(now.timestamp()) // MINUTE, (access.workspace.pk, asker_of(access))
    known, left = _BLOCKS.get(key, (minute, 0))
    if known != minute or left < 1:
        left = _take_block(access, minute, per_minute)
    if left < 1:
        wait = MINUTE - int(now.timestamp()) % MINUTE
        raise TooManyRequests(retry_after=wait)
    _BLOCKS[key] = (minute, left - 1)
    return left - 1


def forget_old_rates(access: Access, *, now: datetime) -> int:
    """Remove the windows of past hours, in every workspace; how many there were."""
    del access  # the product itself: it tidies up for all
    old = int(now.timestamp()) // MINUTE - 60
    return RateWindow.objects.filter(minute__lt=old).delete()[0]


def forget_blocks(access: Access) -> None:
    """Let the blocks in memory go; tests do."""
    del access
    _BLOCKS.clear()


def _take_block(access: Access, minute: int, per_minute: int) -> int:
    window = RateWindow.objects.visible_to(access).filter(asker=asker_of(access), minute=minute)
    try:
        with transaction.atomic():
            RateWindow.objects.get_or_create(
                workspace=access.workspace, asker=asker_of(access), minute=minute
            )
    except IntegrityError:
        pass  # another process was quicker
    for block in BLOCKS:
        room = window.filter(taken__lte=per_minute - block)
        if room.update(taken=F("taken") + block):
            return block
    return 0
