"""The domain for Django."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from typing_extensions import override


class ScorecardApp(AppConfig):
    name = "emptychair.scorecard"
    label = "scorecard"

    @override
    def ready(self) -> None:
        """Find the figures that every domain has."""
        autodiscover_modules("figure_source")
