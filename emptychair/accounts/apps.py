"""The domain for Django."""

from django.apps import AppConfig


class AccountsApp(AppConfig):
    name = "emptychair.accounts"
    label = "accounts"
