"""The domain for Django."""

from django.apps import AppConfig
from typing_extensions import override


class ExploreApp(AppConfig):
    name = "emptychair.explore"
    label = "explore"

    @override
    def ready(self) -> None:
        from emptychair.explore.segment_fields import offer_segment_fields

        offer_segment_fields()
