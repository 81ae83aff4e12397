"""The domain for Django."""

from django.apps import AppConfig
from typing_extensions import override


class AutomationApp(AppConfig):
    name = "emptychair.automation"
    label = "automation"

    @override
    def ready(self) -> None:
        """Have triggers, facts and actions register themselves."""
        import emptychair.automation.actions
        import emptychair.automation.queries.belonging
        import emptychair.automation.queries.below
        import emptychair.automation.queries.days
        import emptychair.automation.queries.first_value
        import emptychair.automation.queries.happenings
        import emptychair.automation.queries.kpis_moved
        import emptychair.automation.queries.past_customers
        import emptychair.automation.queries.past_watched
        import emptychair.automation.queries.run_facts  # noqa: F401 - each registers itself
        from emptychair.automation.words import register_words

        register_words()
