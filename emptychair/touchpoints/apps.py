"""The domain for Django."""

from django.apps import AppConfig


class TouchpointsApp(AppConfig):
    name = "emptychair.touchpoints"
    label = "touchpoints"
