"""From `DATABASE_URL` to Django's description of a database."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from emptychair.config.env import SettingsError

KEPT = 60  # seconds for which a connection serves one request after the other
SQLITE_WAIT = 20  # seconds a writer waits for another one

# WAL lets pages be read while a job writes. `synchronous` stays at FULL, SQLite's own default:
# what was acknowledged must be on disk even when the power fails.
# 16 MiB of pages a connection, not 2: rows of a big table looked up by key take half the time.
SQLITE_START = (
    f"PRAGMA journal_mode=WAL; PRAGMA busy_timeout={SQLITE_WAIT * 1000}; PRAGMA cache_size=-16384;"
)


def database_from(url: str, *, data: Path) -> dict[str, Any]:
    """Django's settings for one database; an empty URL means SQLite in the data folder.

    Raises `SettingsError` when the URL is of another kind or names no database.
    """
    if not url:
        return sqlite(str(data / "emptychair.sqlite3"))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        name = unquote(parts.path).removeprefix("/")
        if not name:
            raise SettingsError("DATABASE_URL names no file: write sqlite:////path/to/file.")
        return sqlite(name)
    if parts.scheme in {"postgresql", "postgres"}:
        return postgresql(url)
    raise SettingsError(
        f"DATABASE_URL starts with {parts.scheme or 'nothing'!r}: "
        "write postgresql://user:password@host:5432/name or sqlite:////path/to/file."
    )


def sqlite(name: str) -> dict[str, Any]:
    """SQLite as this product needs it.

    A transaction takes the right to write when it begins (IMMEDIATE), since one that takes it later
    fails at once, without waiting, when another wrote in between.
    """
    return {
        "ENGINE": "emptychair.config.sqlite",
        "NAME": name,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": SQLITE_WAIT,
            "init_command": SQLITE_START,
        },
        "TEST": {"NAME": ":memory:"},
        "CONN_MAX_AGE": KEPT,  # opening a file of 460 tables and indexes costs more than most pages
    }


def postgresql(url: str) -> dict[str, Any]:
    """PostgreSQL; every part of the URL may be percent-encoded, `?sslmode=` and so on are kept."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    name = unquote(parts.path).removeprefix("/")
    if not name:
        raise SettingsError("DATABASE_URL names no database: end it with /name.")
    try:
        port = parts.port
    except ValueError:
        raise SettingsError("DATABASE_URL has a port that is no number.") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": KEPT,
        "CONN_HEALTH_CHECKS": True,
    }
