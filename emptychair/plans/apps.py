"""The domain for Django."""

from django.apps import AppConfig


class PlansApp(AppConfig):
    name = "emptychair.plans"
    label = "plans"
