"""The domain for Django."""

from django.apps import AppConfig


class MessagingApp(AppConfig):
    name = "emptychair.messaging"
    label = "messaging"
