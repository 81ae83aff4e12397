"""The domain for Django."""

from django.apps import AppConfig


class VoiceApp(AppConfig):
    name = "emptychair.voice"
    label = "voice"
