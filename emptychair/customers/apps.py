"""The domain for Django."""

from django.apps import AppConfig


class CustomersApp(AppConfig):
    name = "emptychair.customers"
    label = "customers"
