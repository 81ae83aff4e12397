"""Addresses of this section."""

from django.urls import path

from emptychair.web.alerts import acting, page, settings

urlpatterns = [
    path("", page.alerts, name="alerts"),
    path("settings/", settings.settings, name="alert-settings"),
    path("settings/dry-run/", settings.dry_run, name="alert-dry-run"),
    path("<int:alert_id>/", page.alert, name="alert"),
    path("<int:alert_id>/<slug:act>/", acting.act_on, name="alert-act"),
]
