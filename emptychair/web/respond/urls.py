"""Addresses of this section."""

from django.urls import path

from emptychair.web.respond import views

urlpatterns = [
    path("a/<str:token>/", views.answer, name="answer"),
    path("a/<str:token>/stop/", views.stop, name="answer-stop"),
]
