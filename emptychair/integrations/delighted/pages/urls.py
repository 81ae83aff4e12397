"""Addresses of the pages."""

from django.urls import path

from emptychair.integrations.delighted.pages import keys, webhooks

urlpatterns = [
    path("", keys.overview, name="delighted"),
    path("keys/new/", keys.new, name="delighted-key-new"),
    path("keys/<int:key_id>/revoke/", keys.revoke, name="delighted-key-revoke"),
    path("webhooks/new/", webhooks.new, name="delighted-webhook-new"),
    path("webhooks/<int:webhook_id>/", webhooks.webhook, name="delighted-webhook"),
    path("webhooks/<int:webhook_id>/test/", webhooks.test, name="delighted-webhook-test"),
    path("webhooks/<int:webhook_id>/remove/", webhooks.remove, name="delighted-webhook-remove"),
    path(
        "webhooks/<int:webhook_id>/events/<int:delivery_id>/again/",
        webhooks.again,
        name="delighted-webhook-again",
    ),
]
