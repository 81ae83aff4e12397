"""The domain for Django."""

from django.apps import AppConfig


class AutomationApp(AppConfig):
    name = "emptychair.automation"
    label = "automation"
