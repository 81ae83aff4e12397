"""The domain for Django."""

from django.apps import AppConfig


class ExchangeApp(AppConfig):
    name = "emptychair.exchange"
    label = "exchange"
