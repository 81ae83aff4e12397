"""The domain for Django."""

from django.apps import AppConfig
from typing_extensions import override


class SuccessApp(AppConfig):
    name = "emptychair.success"
    label = "success"

    @override
    def ready(self) -> None:
        """Say how entries of the timeline read."""
        from emptychair.customers.timeline_words import register_timeline_code
        from emptychair.success.words import TIMELINE

        for code, words in TIMELINE.items():
            register_timeline_code(code, words)
