"""The domain for Django."""

from django.apps import AppConfig


class SurveysApp(AppConfig):
    name = "emptychair.surveys"
    label = "surveys"
