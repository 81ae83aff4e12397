"""The domain for Django."""

from django.apps import AppConfig
from typing_extensions import override


class LoopApp(AppConfig):
    name = "emptychair.loop"
    label = "loop"

    @override
    def ready(self) -> None:
        from emptychair.customers.timeline_words import register_timeline_code
        from emptychair.loop.segment_fields import offer_segment_fields
        from emptychair.loop.words import TIMELINE

        offer_segment_fields()
        for code, words in TIMELINE.items():
            register_timeline_code(code, words)
