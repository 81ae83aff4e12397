"""The domain for Django."""

from django.apps import AppConfig


class SilenceApp(AppConfig):
    name = "emptychair.silence"
    label = "silence"
