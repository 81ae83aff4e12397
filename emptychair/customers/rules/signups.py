"""Which events begin a sign-up and end it, from the settings of a workspace."""

from collections.abc import Mapping
from typing import Any

SIGNED_UP, ACTIVATED = "signed_up", "activated"


def signup_events_of(settings: Mapping[str, Any]) -> tuple[str, str]:
    """The event with which somebody signs up, and that of having got going."""
    kept: Any = settings.get("use") or {}
    begins, ends = kept.get("signup_event"), kept.get("activated_event")
    return str(begins or SIGNED_UP), str(ends or ACTIVATED)
