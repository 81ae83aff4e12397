"""The domain for Django."""

from django.apps import AppConfig


class OutcomesApp(AppConfig):
    name = "emptychair.outcomes"
    label = "outcomes"
