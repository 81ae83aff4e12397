"""Registers the channel at the start."""

from django.apps import AppConfig
from typing_extensions import override


class LineApp(AppConfig):
    name = "emptychair.integrations.line"
    label = "integrations_line"

    @override
    def ready(self) -> None:
        from emptychair.integrations.line import channel  # noqa: F401 - importing registers it
