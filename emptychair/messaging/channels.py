"""How messages leave the house. A channel registers itself; `integrations/email` is the first.

@register_channel("email")
class MailChannel:
    def connect(self) -> AbstractContextManager[Sender]: ...

A channel with an account of its own, such as SMS, says in which workspaces it is ready:
`@register_channel("sms", is_ready=has_account)`. Where it is not, messages stay in the outbox.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from typing_extensions import override

from emptychair.accounts.access import Access
from emptychair.messaging.types import MailFile

UNTRACKED = "X-Emptychair-Untracked"  # a line of a message: nobody notes openings and clicks


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message as a channel gets it."""

    header_id: str
    from_name: str
    from_address: str
    to_name: str
    to_address: str
    reply_to: str
    subject: str
    text: str
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    files: tuple[MailFile, ...] = ()
    workspace_id: int = 0  # for channels where each workspace has an account of its own


class NotTaken(Exception):  # noqa: N818 - named as what happened
    """The other side has certainly not taken the message; `code` says why (`reasons.py`)."""

    code = "server_refused"

    def __init__(self, answer: str = "", *, code: str = "") -> None:
        super().__init__(answer)
        self.answer = answer
        self.code = code or type(self).code


class NotTakenYet(NotTaken):
    """Not now: try again later."""

    code = "server_busy"


class Unreachable(NotTakenYet):
    """Nobody answers at all: the other messages need not be tried now."""


class AddressRefused(NotTaken):
    """There is no such address, and there will be none."""

    code = "address_refused"


class Sender(Protocol):
    """An open way out."""

    def send(self, message: Outgoing) -> str:
        """Hand one message over; the provider's id for it, or nothing.

        Raises `NotTaken` and its kinds when it was certainly not taken. Any other error leaves it
        unknown, and the message is not sent again by itself.
        """


class Channel(Protocol):
    """A way for messages."""

    def connect(self) -> AbstractContextManager[Sender]:
        """Open it for one message or many. Raises `Unreachable` when nobody answers."""


class ChannelMissingError(LookupError):
    """No channel has this name."""

    @override
    def __str__(self) -> str:
        return f"No channel is called {self.args[0]}: is its integration installed?"


Make = Callable[[], Channel]
Ready = Callable[[Access], bool]
_CHANNELS: dict[str, Make] = {}
_READY: dict[str, Ready] = {}


def register_channel(name: str, *, is_ready: Ready | None = None) -> Callable[[Make], Make]:
    """Put a channel to use; the last one of a name counts."""

    def register(make: Make) -> Make:
        _CHANNELS[name] = make
        if is_ready:
            _READY[name] = is_ready
        return make

    return register


def is_channel_ready(access: Access, name: str) -> bool:
    """Whether a channel has an account to send from in this workspace."""
    ready = _READY.get(name)
    return bool(ready and ready(access))


def channel_named(name: str) -> Channel:
    """The channel with this name. Raises `ChannelMissingError`."""
    if name not in _CHANNELS:
        raise ChannelMissingError(name)
    return _CHANNELS[name]()
