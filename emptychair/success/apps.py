"""The domain for Django."""

from django.apps import AppConfig


class SuccessApp(AppConfig):
    name = "emptychair.success"
    label = "success"
