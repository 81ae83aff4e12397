"""Finds the jobs and subscribers of all domains, and puts the outbox to use."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from typing_extensions import override


class JobsApp(AppConfig):
    name = "emptychair.jobs"
    label = "jobs"

    @override
    def ready(self) -> None:
        from emptychair.jobs.outbox import DatabaseOutbox
        from emptychair.kit.events import use_outbox

        use_outbox(DatabaseOutbox())
        autodiscover_modules("jobs")
        autodiscover_modules("subscribers")
