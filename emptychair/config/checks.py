"""What an operator may have set wrong: each check has an id, a sentence and a hint."""

import os
import sqlite3
import stat
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 - Django's word

SQLITE = "emptychair.config.sqlite"
SQLITE_AT_LEAST = (3, 37, 0)  # strict tables, and RETURNING since 3.35
OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})


@register("emptychair")
def data_folder_can_be_written(**_: Any) -> list[CheckMessage]:
    """The data folder, or the nearest folder above it that exists, can be written."""
    folder = settings.DATA_FOLDER
    nearest = next(one for one in (folder, *folder.parents) if one.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return []
    return [
        Error(
            f"The data folder {folder} cannot be written.",
            hint=f"Give this user the right to write in {nearest}, or set EMPTYCHAIR_DATA.",
            id="emptychair.E001",
        )
    ]


@register("emptychair")
def sqlite_is_new_enough(**_: Any) -> list[CheckMessage]:
    """SQLite, where it is used, is at least 3.37."""
    if settings.DATABASES["default"]["ENGINE"] != SQLITE:
        return []
    if sqlite3.sqlite_version_info >= SQLITE_AT_LEAST:
        return []
    return [
        Error(
            f"SQLite {sqlite3.sqlite_version} is too old: 3.37 or newer is needed.",
            hint="Use a newer Python or system, or set DATABASE_URL to a PostgreSQL database.",
            id="emptychair.E002",
        )
    ]


@register("emptychair")
def key_is_private(**_: Any) -> list[CheckMessage]:
    """Nobody else on this machine can read the key."""
    path = settings.DATA_FOLDER / "secret-key"
    if not path.is_file() or not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return []
    return [
        Warning(
            f"Others on this machine may read {path}, with which sessions are signed.",
            hint=f"Run: chmod 600 {path}",
            id="emptychair.W003",
        )
    ]


@register("emptychair")
def debug_is_not_public(**_: Any) -> list[CheckMessage]:
    """Nobody outside sees the inside of errors."""
    public = [host for host in settings.ALLOWED_HOSTS if host not in OWN_MACHINE]
    if not (settings.DEBUG and public):
        return []
    return [
        Error(
            f"EMPTYCHAIR_DEBUG is on while the server answers as {', '.join(public)}: "
            "errors would show its inside to everybody.",
            hint="Unset EMPTYCHAIR_DEBUG, or take the host out of EMPTYCHAIR_ALLOWED_HOSTS.",
            id="emptychair.E004",
        )
    ]


@register("emptychair")
def lease_is_longer_than_the_work(**_: Any) -> list[CheckMessage]:
    """A job is not handed to a second worker while the first may still be at it."""
    jobs: dict[str, Any] = settings.Q_CLUSTER
    timeout, lease = jobs["timeout"], jobs["retry"]
    if lease > timeout:
        return []
    return [
        Error(
            f"EMPTYCHAIR_JOB_LEASE ({lease} s) is not above EMPTYCHAIR_JOB_TIMEOUT ({timeout} s): "
            "long jobs would run twice at the same time.",
            hint="Raise EMPTYCHAIR_JOB_LEASE, for instance to the timeout plus a minute.",
            id="emptychair.E005",
        )
    ]
