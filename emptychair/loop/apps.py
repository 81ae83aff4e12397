"""The domain for Django."""

from django.apps import AppConfig


class LoopApp(AppConfig):
    name = "emptychair.loop"
    label = "loop"
