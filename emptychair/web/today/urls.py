"""Addresses of the first page."""

from django.urls import path

from emptychair.web.today import views

urlpatterns = [
    path("", views.today, name="today"),
    path("demo/report/<slug:language>/", views.demo_report, name="demo-report"),
    path(
        "demo/report/<slug:language>/download.<slug:form>",
        views.demo_download,
        name="demo-download",
    ),
]
