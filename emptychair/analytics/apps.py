"""The engine for Django: finds the datasets of all domains, and watches their tables."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import autodiscover_modules
from typing_extensions import override


class AnalyticsApp(AppConfig):
    name = "emptychair.analytics"
    label = "analytics"

    @override
    def ready(self) -> None:
        autodiscover_modules("datasets")
        pre_migrate.connect(_look_away, sender=self, dispatch_uid="emptychair.analytics.pre")
        post_migrate.connect(_watch, sender=self, dispatch_uid="emptychair.analytics.post")


def _look_away(*, using: str, plan: Any = None, **_rest: Any) -> None:
    from emptychair.analytics.watching import look_away

    if plan:
        look_away(using)


def _watch(*, using: str, **_rest: Any) -> None:
    from emptychair.analytics.watching import watch_tables

    watch_tables(using)
