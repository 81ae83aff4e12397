"""The domain for Django."""

from django.apps import AppConfig


class OnboardingApp(AppConfig):
    name = "emptychair.onboarding"
    label = "onboarding"
