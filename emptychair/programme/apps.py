"""The domain for Django."""

from django.apps import AppConfig


class ProgrammeApp(AppConfig):
    name = "emptychair.programme"
    label = "programme"
