"""The domain for Django."""

from django.apps import AppConfig


class RenewalsApp(AppConfig):
    name = "emptychair.renewals"
    label = "renewals"
