"""The domain for Django."""

from django.apps import AppConfig
from typing_extensions import override


class TouchApp(AppConfig):
    name = "emptychair.touch"
    label = "touch"

    @override
    def ready(self) -> None:
        """Segments may ask for the tier."""
        from emptychair.touch.segment_fields import offer_segment_fields

        offer_segment_fields()
