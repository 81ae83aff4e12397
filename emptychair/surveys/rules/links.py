"""Whether an answer may still be given, or changed."""

from datetime import datetime

from emptychair.surveys.types import LinkState, SurveyState


def link_state(
    *, state: str, expires_at: datetime | None, answered: bool, now: datetime
) -> LinkState:
    """What may be done through a link.

    A closed survey takes no first answers; whoever answered before may still correct until the
    link expires. A paused one asks nobody new, and hears those whom it asked.
    """
    if expires_at is not None and now >= expires_at:
        return LinkState.EXPIRED
    if state == SurveyState.CLOSED and not answered:
        return LinkState.CLOSED
    return LinkState.OPEN
