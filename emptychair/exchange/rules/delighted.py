"""How Delighted says things: kinds of score, numbers, tags, notes, links, channels."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

SYSTEM: Final = "delighted"
MARK: Final = "delighted:"  # before the number of an answer
FURTHER: Final = "Delighted additional answers"  # property that keeps them as they came
_OURS: Final = 900_000_000_000  # numbers from here on are our own, given out by our API
_METRICS: Final = {
    "enps": "nps",
    "ces": "ces5",
    "ces7": "ces",
    "stars_five": "csat",
    "smileys": "csat",
}
_CHANNELS: Final = {
    "email": "email",
    "sms": "sms",
    "link": "link",
    "web": "widget",
    "kiosk": "kiosk",
    "autopilot": "email",
}
_TOKEN: Final = re.compile(r"/r/([0-9A-Za-z]{16,64})/?(?:[?#].*)?$")


def metric_named(said: str) -> str:
    """Our kind of score; "" when nothing is said."""
    word = said.strip().casefold().replace("-", "_").replace(" ", "_")
    return _METRICS.get(word, word)


def is_their_number(text: str) -> bool:
    """Whether this is a number that Delighted gave, and none of ours."""
    return text.isascii() and text.isdigit() and len(text) <= 18 and 0 < int(text) < _OURS


def tags_in(text: str) -> list[str]:
    """Tags as a JSON array, or split at commas and semicolons."""
    found = _array(text)
    words = re.split(r"[,;]", text) if found is None else [str(one) for one in found]
    return list(dict.fromkeys(word.strip()[:80] for word in words if word.strip()))


def notes_in(text: str) -> list[dict[str, Any]]:
    """Notes as a JSON array of texts or of objects, or one note."""
    found = _array(text)
    if found is None:
        return [{"text": text.strip()}] if text.strip() else []
    return [one if isinstance(one, dict) else {"text": str(one)} for one in found]


def further_in(text: str) -> list[Any]:
    """Further answers, as they came."""
    return _array(text) or []


def token_in(link: str) -> str:
    """The token of a permalink, or "" for another link."""
    found = _TOKEN.search(link.strip())
    return found[1] if found else ""


def channel_in(properties: Mapping[str, Any]) -> str:
    """Where the answer came from, as far as Delighted says."""
    for name, value in properties.items():
        if name.casefold().replace("_", " ") == "delighted source":
            return _CHANNELS.get(str(value).strip().casefold(), "import")
    return "import"


def _array(text: str) -> list[Any] | None:
    plain = text.strip()
    if not plain.startswith("["):
        return None
    try:
        found = json.loads(plain)
    except ValueError:
        return None
    return found if isinstance(found, list) else None
