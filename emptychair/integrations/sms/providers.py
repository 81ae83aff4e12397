"""What a provider of SMS has to be able to do. `twilio_provider.py` is the first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from emptychair.messaging.types import DeliveryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sms:
    """One SMS to hand over; what becomes of it is told to `report_to`."""

    to_address: str
    text: str
    report_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedSms:
    """One SMS from a customer, as every provider tells it."""

    provider_id: str
    from_address: str
    to_address: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsReport:
    """What became of an SMS. `note_id` is the same when it is told again."""

    provider_id: str
    note_id: str
    kind: DeliveryKind
    answer: str
    happened_at: datetime


class SmsProvider(Protocol):
    """A company that carries SMS."""

    name: str

    def send(self, sms: Sms) -> str:
        """Hand one over; the provider's id. Raises `NotTaken` and its kinds; any other error
        leaves it unknown.
        """

    def is_genuine(self, address: str, given: Mapping[str, str], signature: str) -> bool:
        """Whether a call of this address really comes from the provider."""

    def read_message(self, given: Mapping[str, str]) -> ReceivedSms | None:
        """The SMS that a call tells of, or nothing."""

    def read_report(self, given: Mapping[str, str], *, now: datetime) -> SmsReport | None:
        """What a call tells of an SMS of ours, or nothing that matters."""
