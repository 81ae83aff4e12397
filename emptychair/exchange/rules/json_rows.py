"""Objects of a JSON array as the rows of a table: nested ones get columns of their own."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

_INSIDE: Final = {"id": "person", "email": "person_email", "name": "person_name",
                  "phone_number": "person_phone", "created_at": "person_created_at"}  # fmt: skip
_PROPERTIES: Final = ("person_properties", "properties")


def is_json(start: bytes) -> bool:
    """Whether a file begins as an array does."""
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"["


def objects_in(text: str) -> Iterator[dict[str, Any]]:
    """The objects of one array or of several behind each other. Raises `ValueError`."""
    decoder, at = json.JSONDecoder(), 0
    plain = text.removeprefix("\ufeff")
    while True:
        while at < len(plain) and (plain[at].isspace() or plain[at] == ","):
            at += 1
        if at >= len(plain):
            return
        found, at = decoder.raw_decode(plain, at)
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise ValueError("not an array of objects")
        yield from found


def flat(thing: dict[str, Any]) -> dict[str, str]:
    """One object as cells: the person in columns of its own, properties under their own names."""
    row: dict[str, str] = {}
    properties: dict[str, Any] = {}
    for name, value in thing.items():
        if name == "person" and isinstance(value, dict):
            row |= {_INSIDE[key]: _cell(one) for key, one in value.items() if key in _INSIDE}
        elif name in _PROPERTIES:
            properties |= value if isinstance(value, dict) else {}
        else:
            row[name] = _cell(value)
    taken = {_plain(name) for name in row} | {_plain(name) for name in _KNOWN}
    for name, value in properties.items():
        header = f"property {name}" if _plain(name) in taken else name
        row[header] = _cell(value)
    return row


def columns_of(rows: Iterable[dict[str, str]]) -> list[str]:
    """Every column, in the order of their first row."""
    return list(dict.fromkeys(name for row in rows for name in row))


# Names of columns that mean something; a property called so must not be taken for it.
_KNOWN: Final = (
    "id", "email", "name", "phone", "type", "score", "rating", "comment", "feedback", "answer",
    "date", "tags", "notes", "url", "person", "mobile", "timestamp",
)  # fmt: skip


def _plain(name: str) -> str:
    return name.casefold().replace("_", " ").replace("-", " ").strip()


def _cell(value: Any) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
