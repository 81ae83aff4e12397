"""The domain for Django."""

from django.apps import AppConfig


class DigestsApp(AppConfig):
    name = "emptychair.digests"
    label = "digests"
