"""From traits, as client libraries call them, to the columns of people and companies.

What has no column becomes an attribute. Values of attributes are short texts, numbers, yes or no;
what is nested is left out, and so is what looks like a secret.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

LONGEST_TEXT = 500
MOST_ATTRIBUTES = 100
_SECRET = re.compile(r"password|passwd|secret|token|card.?number|cvv|cvc", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_TEXTS: Mapping[str, tuple[str, int]] = {
    "phone": ("phone", 40),
    "title": ("title", 120),
    "language": ("language", 8),
    "timezone": ("time_zone", 60),
}
_NAMES = ("name", "firstName", "lastName", "first_name", "last_name")


def person_fields(traits: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a person."""
    fields: dict[str, Any] = {"name": _name(traits)}
    mail = str(traits.get("email") or "").strip().lower()[:254]
    if _MAIL.fullmatch(mail):
        fields["email"] = mail
    fields |= _texts(traits)
    fields["joined_on"] = _day(traits.get("createdAt") or traits.get("created_at"))
    used = {*_NAMES, *_TEXTS, "email", "createdAt", "created_at", "id"}
    fields["attributes"] = _attributes(traits, used)
    return {key: value for key, value in fields.items() if value not in (None, "", {})}


def company_fields(traits: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a company."""
    domain = str(traits.get("website") or traits.get("domain") or "")
    domain = re.sub(r"^https?://(www\.)?", "", domain.strip().lower()).split("/")[0][:120]
    fields: dict[str, Any] = {
        "name": str(traits.get("name") or "").strip()[:200],
        "domain": domain,
        "joined_on": _day(traits.get("createdAt") or traits.get("created_at")),
    }
    used = {"name", "website", "domain", "createdAt", "created_at", "id"}
    fields["attributes"] = _attributes(traits, used)
    return {key: value for key, value in fields.items() if value not in (None, "", {})}


def _name(traits: Mapping[str, Any]) -> str:
    whole = str(traits.get("name") or "").strip()
    first = str(traits.get("firstName") or traits.get("first_name") or "").strip()
    last = str(traits.get("lastName") or traits.get("last_name") or "").strip()
    return (whole or f"{first} {last}".strip())[:255]


def _texts(traits: Mapping[str, Any]) -> dict[str, str]:
    return {
        column: str(traits[trait]).strip()[:most]
        for trait, (column, most) in _TEXTS.items()
        if isinstance(traits.get(trait), str)
    }


def _attributes(traits: Mapping[str, Any], used: set[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in traits.items():
        if name in used or _SECRET.search(name) or len(found) >= MOST_ATTRIBUTES:
            continue
        if isinstance(value, str):
            found[name[:80]] = value[:LONGEST_TEXT]
        elif isinstance(value, bool | int | float):
            found[name[:80]] = value
    return found


def _day(value: Any) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None
