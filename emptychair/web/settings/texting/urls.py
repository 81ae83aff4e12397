"""Addresses of this section."""

from django.urls import path

from emptychair.web.settings.texting import views

urlpatterns = [
    path("", views.texting, name="texting"),
    path("line/", views.change_line, name="texting-line"),
    path("test/", views.send_test, name="texting-test"),
]
