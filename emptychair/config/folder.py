"""The data folder and the key in it. Nothing is written when a module is imported."""

import os
import secrets
import tempfile
from collections import UserString
from functools import cached_property
from pathlib import Path

from typing_extensions import override


def prepare_folder(folder: Path) -> None:
    """Make the data folder, readable by its owner only; an existing one is left as it is."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def kept_key(folder: Path) -> str:
    """The key of this installation, made when it is first asked for.

    Two processes that start together end with the same key: it is written beside, then linked into
    place, which only one of them can do.
    """
    path = folder / "secret-key"
    if not path.is_file():
        _make_key(path)
    return path.read_text(encoding="ascii").strip()


def _make_key(path: Path) -> None:
    prepare_folder(path.parent)
    number, beside = tempfile.mkstemp(dir=path.parent, prefix=".secret-key-")  # mode 0600
    try:
        with os.fdopen(number, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(beside)
    except FileExistsError:
        pass  # the other process was quicker, and its key is ours
    finally:
        Path(beside).unlink()


class SecretKey(UserString):
    """The key as Django's setting: read from its file, or made, when something is first signed.

    `emptychair report` loads the settings too and must leave no folder behind.
    """

    def __init__(self, given: str, folder: Path) -> None:
        self._given, self._folder = given, folder

    @cached_property
    @override
    def data(self) -> str:  # type: ignore[override]  # UserString keeps its text here
        return self._given or kept_key(self._folder)

    def __bool__(self) -> bool:
        """Always there, and asking so must not make it."""
        return True
