"""Addresses of the jobs page."""

from django.urls import path

from emptychair.web.settings.jobs import views

urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("<slug:failed_id>/again/", views.again, name="job-again"),
    path("<slug:failed_id>/forget/", views.forget_job, name="job-forget"),
]
