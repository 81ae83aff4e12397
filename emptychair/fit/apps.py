"""The domain for Django."""

from django.apps import AppConfig


class FitApp(AppConfig):
    name = "emptychair.fit"
    label = "fit"
