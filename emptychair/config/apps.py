"""Wires the system checks."""

from django.apps import AppConfig
from typing_extensions import override


class ConfigApp(AppConfig):
    name = "emptychair.config"
    label = "config"

    @override
    def ready(self) -> None:
        from emptychair.config import checks  # noqa: F401 - importing registers them
