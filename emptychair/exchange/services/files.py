"""Where uploaded and made files lie: in the data folder, by workspace, under names by chance."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from django.conf import settings

from emptychair.accounts.access import Access
from emptychair.exchange.errors import FileGone, FileTooLarge

LARGEST = 200 * 1024 * 1024
_BLOCK = 1024 * 1024


def store_upload(access: Access, chunks: Iterable[bytes]) -> tuple[str, str]:
    """Keep a file; its place below the data folder and its SHA-256. Raises `FileTooLarge`."""
    place = new_place(access, "imports")
    seen, size = hashlib.sha256(), 0
    path = stored_path(access, place)
    with _only_ours(path) as file:
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                path.unlink()
                raise FileTooLarge
            seen.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return place, seen.hexdigest()


def blocks_of(access: Access, path: Path) -> Iterable[bytes]:
    """A file on this machine in blocks."""
    access.workspace  # noqa: B018 - refuses before a workspace is chosen
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def new_place(access: Access, kind: str) -> str:
    """A name by chance in the workspace's folder, which is made."""
    place = f"{kind}/{access.workspace.pk}/{token_hex(16)}"
    stored_path(access, place).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def stored_path(access: Access, place: str) -> Path:
    """Where a stored file lies. Raises `FileGone` for one that is not this workspace's."""
    kind, workspace, name = [*place.split("/"), "", ""][:3]
    if workspace != str(access.workspace.pk) or not name.isalnum() or not kind.isalpha():
        raise FileGone
    return Path(settings.DATA_FOLDER) / place


def remove_stored(access: Access, place: str) -> None:
    """Remove a stored file if it is there."""
    if place:
        stored_path(access, place).unlink(missing_ok=True)


def _only_ours(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
