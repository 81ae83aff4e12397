"""The domain for Django."""

from django.apps import AppConfig


class AlertsApp(AppConfig):
    name = "emptychair.alerts"
    label = "alerts"
