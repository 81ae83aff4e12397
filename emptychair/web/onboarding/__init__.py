"""Pages of onboarding."""
