"""The domain for Django."""

from django.apps import AppConfig


class MetricsApp(AppConfig):
    name = "emptychair.metrics"
    label = "metrics"
