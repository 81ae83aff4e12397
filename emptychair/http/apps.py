"""What faces share, for Django."""

from django.apps import AppConfig


class HttpApp(AppConfig):
    name = "emptychair.http"
    label = "http"
