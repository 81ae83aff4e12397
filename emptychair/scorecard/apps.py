"""The domain for Django."""

from django.apps import AppConfig


class ScorecardApp(AppConfig):
    name = "emptychair.scorecard"
    label = "scorecard"
