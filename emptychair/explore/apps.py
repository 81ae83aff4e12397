"""The domain for Django."""

from django.apps import AppConfig


class ExploreApp(AppConfig):
    name = "emptychair.explore"
    label = "explore"
