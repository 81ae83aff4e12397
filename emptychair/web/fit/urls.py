"""Addresses of fit."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
