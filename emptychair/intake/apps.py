"""The domain for Django."""

from django.apps import AppConfig
from typing_extensions import override


class IntakeApp(AppConfig):
    name = "emptychair.intake"
    label = "intake"

    @override
    def ready(self) -> None:
        from emptychair.customers.timeline_words import register_timeline_code
        from emptychair.intake.words import TIMELINE

        for code, words in TIMELINE.items():
            register_timeline_code(code, words)
