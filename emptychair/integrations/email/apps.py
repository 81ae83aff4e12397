"""Registers the channel when the product starts."""

from django.apps import AppConfig
from typing_extensions import override


class EmailApp(AppConfig):
    name = "emptychair.integrations.email"
    label = "integrations_email"

    @override
    def ready(self) -> None:
        from emptychair.integrations.email import channel  # noqa: F401 - importing registers it
