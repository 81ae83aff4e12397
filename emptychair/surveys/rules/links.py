"""Whether an answer may still be given, or changed."""

from datetime import datetime

from emptychair.surveys.types import LinkState, SurveyState


def is_over(*, state: str, closes_at: datetime | None, now: datetime) -> bool:
    """Whether the survey counts no more first answers: what comes now is late."""
    return state == SurveyState.CLOSED or (closes_at is not None and now >= closes_at)


def link_state(
    *,
    state: str,
    expires_at: datetime | None,
    answered: bool,
    now: datetime,
    closes_at: datetime | None = None,
) -> LinkState:
    """What may be done through a link.

    A closed survey counts no first answers; whoever answered before may still correct until the
    link expires. A paused one asks nobody new, and hears those whom it asked.
    """
    if expires_at is not None and now >= expires_at:
        return LinkState.EXPIRED
    if is_over(state=state, closes_at=closes_at, now=now) and not answered:
        return LinkState.CLOSED
    return LinkState.OPEN
