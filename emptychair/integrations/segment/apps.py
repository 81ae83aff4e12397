"""The integration for Django."""

from django.apps import AppConfig


class SegmentApp(AppConfig):
    name = "emptychair.integrations.segment"
    label = "segment"
