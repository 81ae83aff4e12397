"""Addresses of this section."""

from django.urls import path

from emptychair.web.settings.outbox import views

urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("rule/", views.rule, name="contact-rule"),
    path("<int:message_id>/", views.message, name="outbox-message"),
    path("<int:message_id>/preview/", views.preview, name="outbox-preview"),
    path("<int:message_id>/again/", views.again, name="outbox-again"),
    path("<int:message_id>/leave/", views.leave, name="outbox-leave"),
    path("<int:message_id>/answer/", views.answer, name="outbox-answer"),
]
