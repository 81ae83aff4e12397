"""Addresses of this section."""

from django.urls import path

from emptychair.web.settings.texting import views

urlpatterns = [
    path("", views.texting, name="texting"),
    path("line/", views.change_line, name="texting-line"),
    path("line/account/", views.change_line_account, name="texting-line-account"),
    path("line/account/forget/", views.remove_line_account, name="texting-line-forget"),
    path("test/", views.send_test, name="texting-test"),
]
