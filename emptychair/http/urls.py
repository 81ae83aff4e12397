"""Addresses that belong to no face."""

from django.urls import path

from emptychair.http import health, watching

urlpatterns = [
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
    path("metrics", watching.watching, name="metrics"),
]
