"""Addresses of touch."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
