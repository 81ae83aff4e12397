"""Pictures that stand in surveys: stored once under a name made of what is in them.

Anybody who was sent the survey may see them, so they lie open under a name nobody guesses.
"""

import hashlib
import re
from pathlib import Path

from django.conf import settings

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.errors import NotFound
from emptychair.surveys.errors import PictureUnusable

LARGEST = 1_000_000
_NAME = re.compile(r"[0-9a-f]{32}\.(?:png|jpg|gif|webp)")
TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}


def store_picture(access: Access, data: bytes) -> str:
    """Keep a picture; its name goes into an option. The same one twice is kept once.

    Raises `PictureUnusable` for what is too large or no PNG, JPEG, GIF or WebP.
    """
    access.require(Permission.SURVEY_WRITE)
    ending = _ending(data)
    if not ending or len(data) > LARGEST:
        raise PictureUnusable
    name = f"{hashlib.sha256(data).hexdigest()[:32]}.{ending}"
    path = _folder(access.workspace.pk) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        fresh = path.with_suffix(".new")
        fresh.write_bytes(data)
        fresh.replace(path)
    return name


def picture_file(access: Access, workspace_id: int, name: str) -> tuple[Path, str]:
    """Where a picture lies, and its type. Raises `NotFound`."""
    access.require(Permission.SURVEY_READ)
    path = _folder(workspace_id) / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise NotFound
    return path, TYPES[name.rpartition(".")[2]]


def _folder(workspace_id: int) -> Path:
    return Path(settings.DATA_FOLDER) / "pictures" / str(workspace_id)


def _ending(data: bytes) -> str:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data[:6] in {b"GIF87a", b"GIF89a"}:
        return "gif"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""
