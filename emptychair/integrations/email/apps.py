"""Registers the channel, the look into the DNS and the reading of reports at the start."""

from django.apps import AppConfig
from typing_extensions import override


class EmailApp(AppConfig):
    name = "emptychair.integrations.email"
    label = "integrations_email"

    @override
    def ready(self) -> None:
        from emptychair.integrations.email import (  # noqa: F401 - importing registers them
            channel,
            name_lookup,
            reports,
        )
