"""When a link of ours can be used."""

from datetime import datetime

from emptychair.outcomes.types import ConfirmationState


def is_open(state: str, expires_at: datetime, now: datetime) -> bool:
    """Whether the customer may still answer by it."""
    return state == ConfirmationState.OPEN and now < expires_at
