"""Addresses of the public API, version 1."""

from django.urls import path

from emptychair.api.api import api
from emptychair.api.reference import show_document, show_reference

urlpatterns = [
    path("openapi.json", show_document, name="api-document"),
    path("reference/", show_reference, name="api-reference"),
    path("", api.urls),
]
