"""What addresses, and words that stop or start messages, look like on each channel."""

import re
import unicodedata

from emptychair.messaging.types import LINE, SMS

_SHAPES = {SMS: re.compile(r"\+[1-9]\d{7,14}"), LINE: re.compile(r"U[0-9a-f]{32}")}
# What networks and providers understand by themselves, and what customers in Japan write.
NETWORK_STOP = frozenset(
    {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"}
)
STOP = NETWORK_STOP | frozenset(
    {"停止", "配信停止", "解除", "配信解除", "配信を停止", "ストップ", "やめて", "不要"}
)
START = frozenset({"start", "unstop", "再開", "配信再開", "配信を再開", "スタート"})


def is_channel_address(channel: str, address: str) -> bool:
    """Whether this can be an address of the channel: a number as `+81...`, a user of LINE."""
    shape = _SHAPES.get(channel)
    return bool(shape and shape.fullmatch(address))


def is_stop(text: str) -> bool:
    """Whether somebody wants no more messages; the word stands alone."""
    return _word(text) in STOP


def is_start(text: str) -> bool:
    """Whether somebody wants messages again."""
    return _word(text) in START


def _word(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    return re.sub(r"[\s.。!！、,]+", "", plain)
