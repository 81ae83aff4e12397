"""The domain for Django."""

from django.apps import AppConfig


class EffectsApp(AppConfig):
    name = "emptychair.effects"
    label = "effects"
