"""Addresses of the Segment-compatible ingest."""

from django.urls import path

from emptychair.integrations.segment.entrance import take

urlpatterns = [path("<slug:endpoint>", take, name="segment-take")]
