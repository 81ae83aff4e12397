"""Addresses of the scores."""

from django.urls import path

from emptychair.web.scores import views

urlpatterns = [
    path("scores/", views.scores, name="scores"),
    path("scores/table.csv", views.scores_table, name="scores-table"),
]
