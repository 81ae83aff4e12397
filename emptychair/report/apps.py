from django.apps import AppConfig


class ReportConfig(AppConfig):
    """Nothing to connect: a report has no tables."""

    name = "emptychair.report"
