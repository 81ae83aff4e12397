"""The domain for Django."""

from django.apps import AppConfig


class AgendaApp(AppConfig):
    name = "emptychair.agenda"
    label = "agenda"
