"""Registers the channel at the start."""

from django.apps import AppConfig
from typing_extensions import override


class SmsApp(AppConfig):
    name = "emptychair.integrations.sms"
    label = "integrations_sms"

    @override
    def ready(self) -> None:
        from emptychair.integrations.sms import channel  # noqa: F401 - importing registers it
