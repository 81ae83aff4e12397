"""Addresses of the Segment-compatible ingest."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
