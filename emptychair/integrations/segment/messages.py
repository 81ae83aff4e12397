"""From a message of Segment's specification to what `usage` takes."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from emptychair.integrations.segment.clocks import happened_at
from emptychair.integrations.segment.errors import MessageRefused
from emptychair.usage.types import Arrival

LONGEST_NUMBER = 120
LONGEST_MESSAGE_ID = 160
LONGEST_NAME = 120
OURS = "Emptychair"
_NUL = b"\\u0000"
Message = dict[str, Any]


def arrival_of(
    raw: msgspec.Raw,
    endpoint: str,
    *,
    context: Mapping[str, Any],
    skew: timedelta,
    received: datetime,
) -> Arrival | None:
    """The message, or nothing where its sender wants it kept from us. Raises `MessageRefused`."""
    message = _decoded(raw)
    if _switches(message).get(OURS) is False:
        return None
    kind = str(message.get("type") or "") if endpoint in {"batch", "import"} else endpoint
    read = _KINDS.get(kind)
    if read is None:
        raise MessageRefused("unknown_type", "A message has a type: track, identify, page ...")
    try:
        moment = happened_at(message.get("timestamp"), skew=skew, received=received)
    except ValueError:
        raise MessageRefused("bad_timestamp", "The timestamp is not ISO 8601.") from None
    user, visitor = _number(message, "userId"), _number(message, "anonymousId")
    if not (user or visitor):
        raise MessageRefused("no_user_anon_id", "A message needs a userId or an anonymousId.")
    own = {**context, **_mapping(message, "context")}
    common = {
        "message_id": _message_id(message, raw),
        "occurred_at": moment,
        "user_id": user,
        "visitor": visitor,
        "group_id": str(own.get("groupId") or "")[:LONGEST_NUMBER],
    }
    return Arrival(**{**common, **read(message, own)})


def _decoded(raw: msgspec.Raw) -> Message:
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        raise MessageRefused("invalid_json", "The message is no JSON that can be read.") from None
    if not isinstance(found, dict):
        raise MessageRefused("no_object", "A message is a JSON object.")
    return _without_nul(found) if _NUL in bytes(raw) else found


def _without_nul(value: Any) -> Any:
    """Texts without the sign that no database keeps."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [_without_nul(one) for one in value]
    if isinstance(value, dict):
        return {_without_nul(name): _without_nul(one) for name, one in value.items()}
    return value


def _track(message: Message, _context: Message) -> Message:
    name = str(message.get("event") or "").strip()
    if not name:
        raise MessageRefused("no_event", "A track message names its event.")
    properties = _mapping(message, "properties")
    touchpoint = str(properties.get("touchpoint_key") or "")
    return {"name": name[:LONGEST_NAME], "properties": properties, "touchpoint_key": touchpoint}


def _seen(kind: str) -> Callable[[Message, Message], Message]:
    def read(message: Message, _context: Message) -> Message:
        properties = _mapping(message, "properties")
        category = str(message.get("category") or properties.get("category") or "").strip()
        name = str(message.get("name") or properties.get("name") or "").strip()
        words = " ".join(part for part in (category, name) if part)
        return {
            "name": f"{kind}: {words}"[:LONGEST_NAME] if words else kind,
            "properties": properties,
        }

    return read


def _identify(message: Message, context: Message) -> Message:
    traits = {**_mapping(context, "traits"), **_mapping(message, "traits")}
    locale = str(context.get("locale") or "")[:2].lower()
    if locale.isalpha():
        traits.setdefault("language", locale)
    return {"traits": traits}


def _group(message: Message, _context: Message) -> Message:
    number = _number(message, "groupId")
    if not number:
        raise MessageRefused("no_group_id", "A group message has a groupId.")
    return {
        "group_id": number,
        "group_traits": _mapping(message, "traits"),
        "joins_group": True,
    }


def _alias(message: Message, _context: Message) -> Message:
    previous = _number(message, "previousId")
    if not previous or not _number(message, "userId"):
        raise MessageRefused("no_previous_id", "An alias has a previousId and a userId.")
    return {"previous_id": previous}


_KINDS: Mapping[str, Callable[[Message, Message], Message]] = {
    "track": _track,
    "page": _seen("page"),
    "screen": _seen("screen"),
    "identify": _identify,
    "group": _group,
    "alias": _alias,
}


def _number(message: Message, name: str) -> str:
    value = message.get(name)
    if value is None or isinstance(value, dict | list | bool):
        return ""
    text = str(value).strip()
    if len(text) > LONGEST_NUMBER:
        raise MessageRefused("id_too_long", f"{name} has at most {LONGEST_NUMBER} signs.")
    return text


def _message_id(message: Message, raw: msgspec.Raw) -> str:
    """The sender's number; without one the same message has the same number when it comes again."""
    given = message.get("messageId")
    text = str(given) if isinstance(given, str | int) and given else ""
    if text and len(text) <= LONGEST_MESSAGE_ID:
        return text
    return "sha256:" + hashlib.sha256(text.encode() or bytes(raw)).hexdigest()


def _mapping(message: Message, name: str) -> Message:
    found = message.get(name)
    return found if isinstance(found, dict) else {}


def _switches(message: Message) -> Message:
    return _mapping(message, "integrations")
