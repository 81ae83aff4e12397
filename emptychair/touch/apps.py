"""The domain for Django."""

from django.apps import AppConfig
from typing_extensions import override


class TouchApp(AppConfig):
    name = "emptychair.touch"
    label = "touch"

    @override
    def ready(self) -> None:
        """Segments may ask for the tier, and tables tell customers apart by it."""
        from emptychair.touch.customer_facts import offer_customer_facts
        from emptychair.touch.segment_fields import offer_segment_fields

        offer_segment_fields()
        offer_customer_facts()
