"""The channel "sms"."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from django.conf import settings
from django.urls import reverse

from emptychair.accounts.access import Access
from emptychair.integrations.sms.providers import Sms, SmsProvider
from emptychair.messaging.channels import Outgoing, Sender, register_channel
from emptychair.messaging.types import SMS


def provider_in_use() -> SmsProvider:
    """The provider of this installation; its library is loaded when it is first needed."""
    from emptychair.integrations.sms.twilio_provider import TwilioProvider

    return TwilioProvider()


def has_account(access: Access) -> bool:
    """Whether SMS of a workspace leave; where nothing is set they stay in the outbox."""
    return bool(settings.SMS_ACCOUNT) and access.place is not None


@register_channel(SMS, is_ready=has_account)
class SmsChannel:
    """SMS through the provider of the installation."""

    def connect(self) -> AbstractContextManager[Sender]:
        """Nothing is kept open: every SMS is one request."""
        return _connected()


@contextmanager
def _connected() -> Iterator[Sender]:
    yield SmsSender(provider_in_use())


class SmsSender:
    """Hands SMS over."""

    def __init__(self, provider: SmsProvider) -> None:
        self.provider = provider

    def send(self, message: Outgoing) -> str:
        """Hand one over; what becomes of it is told at our door."""
        return self.provider.send(
            Sms(
                to_address=message.to_address,
                text=message.text,
                report_to=str(settings.PUBLIC_URL).rstrip("/") + reverse("sms-reports"),
            )
        )
