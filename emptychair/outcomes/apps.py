"""The domain for Django."""

from django.apps import AppConfig
from typing_extensions import override


class OutcomesApp(AppConfig):
    name = "emptychair.outcomes"
    label = "outcomes"

    @override
    def ready(self) -> None:
        """Say how entries of the timeline read."""
        import emptychair.outcomes.measure_source  # noqa: F401 - registers itself
        from emptychair.customers.timeline_words import register_timeline_code
        from emptychair.outcomes.timeline import TIMELINE

        for code, words in TIMELINE.items():
            register_timeline_code(code, words)
