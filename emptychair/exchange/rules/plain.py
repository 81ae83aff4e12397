"""Values as JSON keeps them, and as digests see them."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from emptychair.exchange.types import Row


def as_plain(values: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Columns as JSON keeps them."""
    return {name: plain_value(value) for name, value in values}


def plain_value(value: Any) -> Any:
    """One value as JSON keeps it, without loss."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def digest(*parts: object) -> str:
    """A short name for what the parts say together."""
    joined = "\x1f".join(_text(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def whose(row: Row, *, number: str = "person_id", name: str = "name") -> str:
    """Whom a row is about, as the file says it."""
    return (
        row.text(number)
        or row.text("email")
        or row.text(name)
        or row.text("company_id")
        or row.text("company")
    )


def _text(part: object) -> str:
    if isinstance(part, datetime | date):
        return part.isoformat()
    if isinstance(part, Decimal):
        return f"{part:f}"
    return "" if part is None else str(part)
