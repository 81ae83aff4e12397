"""The domain for Django."""

from django.apps import AppConfig


class TouchApp(AppConfig):
    name = "emptychair.touch"
    label = "touch"
