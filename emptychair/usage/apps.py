"""The domain for Django."""

from django.apps import AppConfig
from typing_extensions import override


class UsageApp(AppConfig):
    name = "emptychair.usage"
    label = "usage"

    @override
    def ready(self) -> None:
        """Offer what can be counted of use."""
        import emptychair.usage.measure_source  # noqa: F401 - registers itself
