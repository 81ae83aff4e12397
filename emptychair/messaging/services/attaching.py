"""Files of messages: kept beside the database until the mail has gone and a month has passed."""

import hashlib
import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Final

from emptychair.accounts.access import Access
from emptychair.messaging.models import Message, MessageFile
from emptychair.messaging.queries.attached import folder_of
from emptychair.messaging.types import MailFile, MessageState

KEPT: Final = timedelta(days=30)
SETTLED: Final = (
    MessageState.HANDED_OVER, MessageState.DELIVERED, MessageState.BOUNCED,
    MessageState.COMPLAINED, MessageState.REFUSED, MessageState.CANCELLED,
)  # fmt: skip


def attach_files(access: Access, message: Message, files: Sequence[MailFile]) -> None:
    """Keep these files for a message, in the transaction that plans it; one name once."""
    for one in files:
        checksum = hashlib.sha256(one.content).hexdigest()
        _keep(folder_of(access), checksum, one.content)
        MessageFile.objects.get_or_create(
            workspace=access.workspace,
            message=message,
            name=one.name[:160],
            defaults={
                "content_type": one.content_type,
                "checksum": checksum,
                "size": len(one.content),
            },
        )


def forget_files(access: Access, *, now: datetime) -> int:
    """Remove files of mails of this workspace that went a month ago; how many were forgotten."""
    old = MessageFile.objects.visible_to(access).filter(
        message__state__in=SETTLED, message__changed_at__lt=now - KEPT
    )
    gone = list(old.values_list("checksum", flat=True))
    old.delete()
    still = set(
        MessageFile.objects.visible_to(access)
        .filter(checksum__in=gone)
        .values_list("checksum", flat=True)
    )
    for checksum in set(gone) - still:
        (folder_of(access) / checksum).unlink(missing_ok=True)
    return len(gone)


def _keep(folder: Path, checksum: str, content: bytes) -> None:
    """Written beside, then moved into place: what has the name is whole."""
    place = folder / checksum
    if place.is_file():
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = folder / f".{token_hex(8)}"
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(place)
