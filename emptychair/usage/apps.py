"""The domain for Django."""

from django.apps import AppConfig


class UsageApp(AppConfig):
    name = "emptychair.usage"
    label = "usage"
