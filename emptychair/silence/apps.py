"""The domain for Django."""

from django.apps import AppConfig
from typing_extensions import override


class SilenceApp(AppConfig):
    name = "emptychair.silence"
    label = "silence"

    @override
    def ready(self) -> None:
        """Segments may ask who is silent, and the timeline knows our words."""
        from emptychair.customers.timeline_words import register_timeline_code
        from emptychair.silence.segment_fields import offer_segment_fields
        from emptychair.silence.words import TIMELINE

        offer_segment_fields()
        for code, words in TIMELINE.items():
            register_timeline_code(code, words)
