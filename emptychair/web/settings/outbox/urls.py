"""Addresses of this section."""

from django.urls import path

from emptychair.web.settings.outbox import pausing, rule, views

urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("rule/", rule.rule, name="contact-rule"),
    path("rule/hours/", rule.hours, name="contact-hours"),
    path("rule/hold-out/", rule.hold_out, name="hold-out"),
    path("rule/hold-out/end/", rule.hold_out_end, name="hold-out-end"),
    path("pauses/<int:pause_id>/", pausing.pause, name="outbox-pause"),
    path("pauses/<int:pause_id>/resume/", pausing.resume, name="outbox-resume"),
    path("<int:message_id>/", views.message, name="outbox-message"),
    path("<int:message_id>/preview/", views.preview, name="outbox-preview"),
    path("<int:message_id>/again/", views.again, name="outbox-again"),
    path("<int:message_id>/leave/", views.leave, name="outbox-leave"),
    path("<int:message_id>/answer/", views.answer, name="outbox-answer"),
]
