"""The domain for Django."""

from django.apps import AppConfig
from typing_extensions import override


class PlansApp(AppConfig):
    name = "emptychair.plans"
    label = "plans"

    @override
    def ready(self) -> None:
        from emptychair.customers.timeline_words import register_timeline_code
        from emptychair.plans.words import TIMELINE

        for code, words in TIMELINE.items():
            register_timeline_code(code, words)
