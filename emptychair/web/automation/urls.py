"""Addresses of automation."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
