"""Facts about messages that other domains react to."""

from dataclasses import dataclass

from emptychair.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MailReceived(Event, name="messaging.mail_received"):
    """A customer wrote to us. `thread` is what the address it was sent to stands for."""

    inbound_id: int
    thread: str
    person_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextReceived(Event, name="messaging.text_received"):
    """A customer sent a short message: SMS or LINE. Words that stop or start are told no one."""

    inbound_id: int
    channel: str
    person_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageStateChanged(Event, name="messaging.message_state_changed"):
    """A message was handed over, came back, or is in doubt."""

    message_id: int
    unique_key: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryNoted(Event, name="messaging.delivery_noted"):
    """A provider or a mail server told what became of a message. `kind`: types.DeliveryKind."""

    message_id: int
    unique_key: str
    kind: str
    happened_at: str
