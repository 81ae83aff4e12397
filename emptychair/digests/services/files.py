"""Where made reports lie: in the data folder, by workspace, under names by chance."""

import os
from pathlib import Path
from secrets import token_hex

from emptychair.accounts.access import Access
from emptychair.digests.models import DigestFile
from emptychair.digests.queries.files import path_of


def keep_file(access: Access, content: bytes) -> str:
    """Keep a file; its name below the workspace's folder."""
    name = token_hex(16)
    path = path_of(access, name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return name


def drop_strangers(access: Access, *, older_than: float) -> int:
    """Remove files that no row knows: a crash between file and row leaves one behind.

    Only those not touched since the moment `older_than` (seconds of the epoch).
    """
    folder = path_of(access, "x").parent
    if not folder.is_dir():
        return 0
    known = set(DigestFile.objects.visible_to(access).values_list("stored_as", flat=True))
    strange = [one for one in folder.iterdir() if one.name not in known and _old(one, older_than)]
    for one in strange:
        one.unlink(missing_ok=True)
    return len(strange)


def _old(path: Path, moment: float) -> bool:
    return path.stat().st_mtime < moment
