"""Addresses of the public API, version 1."""

from django.urls import path

from emptychair.api.routers import me, reports

urlpatterns = [
    path("me", me.show_me, name="api-me"),
    path("demo/report/<slug:language>", reports.show_demo_report, name="api-demo-report"),
]
