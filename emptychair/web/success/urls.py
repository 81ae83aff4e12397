"""Addresses of success."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
