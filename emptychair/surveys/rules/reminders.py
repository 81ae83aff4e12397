"""When somebody who was asked and did not answer is asked once more."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from emptychair.surveys.types import SurveyState

LONGEST_DAYS = 60
MOST = 3  # reminders of one invitation; more is no reminder any more
LEAST_LEFT = timedelta(days=1)  # of the link: a reminder that cannot be answered annoys


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderFacts:
    """What is known of an invitation and its survey."""

    days: int  # of the survey; 0: no reminders
    most: int
    reminders: int  # that went already
    survey_state: str
    answered: bool
    is_test: bool
    expires_at: datetime | None
    closes_at: datetime | None
    came_back: bool  # the mail bounced, was reported, or never left
    moved: bool = False  # the number or LINE account is no longer theirs


def reason_against(facts: ReminderFacts, *, now: datetime) -> str:
    """Why no reminder goes out now, as a code; empty when one does."""
    ends = [one for one in (facts.expires_at, facts.closes_at) if one is not None]
    found = {
        "answered": facts.answered,
        "test": facts.is_test,
        "no_reminders": not facts.days or facts.reminders >= min(facts.most, MOST),
        "came_back": facts.came_back,
        "moved": facts.moved,
        "closed": facts.survey_state != SurveyState.RUNNING,
        "expired": any(now + LEAST_LEFT > end for end in ends),
    }
    return next((code for code, holds in found.items() if holds), "")


def next_reminder(*, last_sent: datetime, days: int, most: int, reminders: int) -> datetime | None:
    """When the next one is due after the invitation or a reminder; nothing when that was the last.

    The same number of days each time, counted from when the last mail really left.
    """
    if not days or reminders >= min(most, MOST):
        return None
    return last_sent + timedelta(days=days)


def is_last(*, reminders: int, most: int) -> bool:
    """Whether the reminder with this number (1 is the first) is the last."""
    return reminders >= min(most, MOST)
