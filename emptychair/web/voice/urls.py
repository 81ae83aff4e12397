"""Addresses of the voices."""

from django.urls import path

from emptychair.web.voice import acting, views

urlpatterns = [
    path("voices/", views.voices_page, name="voices"),
    path("voices/export.csv", views.voices_export, name="voices-export"),
    path("voices/<int:response_id>/", views.voice_page, name="voice"),
    path("voices/<int:response_id>/case/", acting.open_case_for, name="voice-case"),
    path("voices/<int:response_id>/initiative/", acting.link_initiative, name="voice-initiative"),
]
