"""Addresses of this section."""

from django.urls import path

from emptychair.web.settings.sending import views

urlpatterns = [
    path("", views.sending, name="sending"),
    path("<int:domain_id>/check/", views.check, name="sending-check"),
    path("<int:domain_id>/change/", views.change, name="sending-change"),
    path("<int:domain_id>/remove/", views.remove, name="sending-remove"),
]
