"""The body of a request: unpacked, measured, cut into messages. Nothing is trusted before."""

import zlib
from typing import Any

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from emptychair.integrations.segment.errors import BatchMissing, NotJson, NotTaken, TooLarge

LARGEST_BATCH = 500 * 1024
LARGEST_MESSAGE = 32 * 1024
MOST_MESSAGES = 2500
MANY = frozenset({"batch", "import"})
_GZIP = 16 + zlib.MAX_WBITS


class Envelope(msgspec.Struct, rename="camel"):
    """What stands around the messages. Older libraries send their key here."""

    batch: list[msgspec.Raw] | None = None
    sent_at: Any = None
    write_key: Any = None
    context: Any = None


class Opened(msgspec.Struct):
    """Messages as they came, each still as text, with what holds for all of them."""

    messages: list[msgspec.Raw]
    sent_at: Any
    write_key: str
    context: dict[str, Any]


def open_envelope(request: HttpRequest, endpoint: str) -> Opened:
    """The messages of a request. Raises `NotTaken` for what is too large or no JSON."""
    body = _body(request)
    limit = LARGEST_BATCH if endpoint in MANY else LARGEST_MESSAGE
    if len(body) > limit:
        raise TooLarge
    try:
        envelope = msgspec.json.decode(body, type=Envelope)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise NotJson from None
    if endpoint not in MANY:
        messages = [msgspec.Raw(body)]
    elif envelope.batch is None:
        raise BatchMissing
    else:
        messages = envelope.batch
    if len(messages) > MOST_MESSAGES or any(len(one) > LARGEST_MESSAGE for one in messages):
        raise TooLarge
    key = envelope.write_key if isinstance(envelope.write_key, str) else ""
    context = envelope.context if isinstance(envelope.context, dict) else {}
    return Opened(messages, envelope.sent_at, key, context)


def _body(request: HttpRequest) -> bytes:
    try:
        body = request.body
    except RequestDataTooBig:
        raise TooLarge from None
    if request.headers.get("Content-Encoding", "").strip().lower() != "gzip":
        return body
    return _unpacked(body)


def _unpacked(body: bytes) -> bytes:
    """At most as much as a batch may have: a small file may hide a large one."""
    unpacker = zlib.decompressobj(_GZIP)
    try:
        plain = unpacker.decompress(body, LARGEST_BATCH + 1)
    except zlib.error:
        raise NotTaken("The body is not gzip, though its Content-Encoding says so.") from None
    if len(plain) > LARGEST_BATCH:
        raise TooLarge
    if not unpacker.eof:
        raise NotTaken("The gzip body ends before its end. Send it again.")
    return plain
