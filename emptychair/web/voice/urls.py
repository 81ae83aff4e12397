"""Addresses of the voices."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from emptychair.web.voice import acting, views


class SignedNumber(IntConverter):
    """Numbers of anonymous answers are drawn by chance, below zero."""

    regex = "-?[0-9]{1,18}"


register_converter(SignedNumber, "signed")

urlpatterns = [
    path("voices/", views.voices_page, name="voices"),
    path("voices/export.csv", views.voices_export, name="voices-export"),
    path("voices/<signed:response_id>/", views.voice_page, name="voice"),
    path("voices/<signed:response_id>/case/", acting.open_case_for, name="voice-case"),
    path(
        "voices/<signed:response_id>/initiative/", acting.link_initiative, name="voice-initiative"
    ),
]
