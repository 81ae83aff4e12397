"""The domain for Django."""

from django.apps import AppConfig
from typing_extensions import override


class SurveysApp(AppConfig):
    name = "emptychair.surveys"
    label = "surveys"

    @override
    def ready(self) -> None:
        from emptychair.surveys.asker import let_surveys_ask
        from emptychair.surveys.segment_fields import offer_segment_fields
        from emptychair.surveys.timeline_codes import register_timeline_codes

        let_surveys_ask()
        offer_segment_fields()
        register_timeline_codes()
