"""The integration for Django."""

from django.apps import AppConfig
from typing_extensions import override


class DelightedApp(AppConfig):
    name = "emptychair.integrations.delighted"
    label = "delighted"
    verbose_name = "Delighted"

    @override
    def ready(self) -> None:
        """Jobs and subscribers are found by themselves."""
