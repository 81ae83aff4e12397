"""What two rows of one person are together."""

from collections.abc import Mapping
from typing import Any

# The external id stays where it is, so that what comes under it later still finds the person.
FIELDS = (
    "name",
    "name_reading",
    "email",
    "phone",
    "title",
    "company_id",
    "segment",
    "language",
    "time_zone",
    "region",
    "owner_id",
    "joined_on",
    "left_on",
    "yearly_value",
    "currency",
)
_EMPTY = (None, "")


def merged_fields(
    kept: Mapping[str, Any], other: Mapping[str, Any], *, take: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """What changes on the row that stays: gaps are filled, fields in `take` come from the other.

    Attributes and notes are put together, and the later last event counts.
    """
    result = {name: _one(name, kept, other, take) for name in FIELDS}
    result["attributes"] = {**other["attributes"], **kept["attributes"]}
    result["note"] = "\n".join(dict.fromkeys(filter(None, (kept["note"], other["note"]))))
    result["last_event_at"] = _later(kept["last_event_at"], other["last_event_at"])
    return {name: value for name, value in result.items() if value != kept[name]}


def _one(name: str, kept: Mapping[str, Any], other: Mapping[str, Any], take: frozenset[str]) -> Any:
    if kept[name] in _EMPTY or (name in take and other[name] not in _EMPTY):
        return other[name] if other[name] not in _EMPTY else kept[name]
    return kept[name]


def _later(one: Any, two: Any) -> Any:
    known = [value for value in (one, two) if value is not None]
    return max(known) if known else None
