"""Addresses of this section."""

from django.urls import path

from emptychair.web.respond import (
    anonymous,
    by_pages,
    kiosk,
    public,
    scripts,
    trying,
    views,
    widget,
)

urlpatterns = [
    path("surveys/<int:survey_id>/questions/try/", trying.try_survey, name="survey-try"),
    path("a/pictures/<int:workspace_id>/<str:name>", by_pages.picture, name="answer-picture"),
    path("s/<str:key>/", public.place, name="place"),
    path("s/<str:key>/kiosk/", kiosk.kiosk, name="kiosk"),
    path("s/<str:key>/kiosk/leave/", kiosk.leave, name="kiosk-leave"),
    path("s/<str:key>/kiosk/worker.js", kiosk.worker, name="kiosk-worker"),
    path("s/<str:key>/left/", kiosk.left, name="kiosk-left"),
    path("w/<slug:name>.js", scripts.script, name="widget-script"),
    path("w/<str:key>/config", widget.config, name="widget-config"),
    path("w/<str:key>/answers", widget.answers, name="widget-answers"),
    path("w/<str:key>/shown", widget.shown, name="widget-shown"),
    path("n/<str:ticket>/", anonymous.unnamed, name="answer-unnamed"),
    path("a/<str:token>/", views.answer, name="answer"),
    path("a/<str:token>/here/", views.here, name="answer-here"),
    path("a/<str:token>/stop/", views.stop, name="answer-stop"),
]
