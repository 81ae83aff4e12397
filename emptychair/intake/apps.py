"""The domain for Django."""

from django.apps import AppConfig


class IntakeApp(AppConfig):
    name = "emptychair.intake"
    label = "intake"
