"""What the contact rule has to know about a survey that would like to ask."""

from typing import Any, TypedDict

from emptychair.accounts.access import Access
from emptychair.customers.models import Person
from emptychair.messaging.queries.addresses import channel_address
from emptychair.messaging.services.contact import ContactWish
from emptychair.messaging.types import EMAIL
from emptychair.surveys.models import Survey
from emptychair.surveys.rules.privacy import is_anonymous
from emptychair.surveys.rules.themes import about_survey


class AskWish(TypedDict, total=False):
    """How somebody is asked, where it is not as usual."""

    channel: str  # else the first of the survey's on which they can be reached
    properties: dict[str, Any]  # that come with the answer
    after_case: bool  # it asks about the case that was just closed
    to_leavers: bool  # it asks people who leave why they do


def channels_of(survey: Survey) -> list[str]:
    """Its channels, the preferred first. Anonymous: mail alone, since a text carries its score."""
    if is_anonymous(survey.privacy):
        return [EMAIL]
    return [str(one) for one in survey.channels] or [EMAIL]


def channel_for(access: Access, survey: Survey, person: Person) -> str:
    """The first channel of the survey on which somebody can be reached, else its first."""
    wanted = channels_of(survey)
    reached = (one for one in wanted if channel_address(access, person, one))
    return next(reached, wanted[0])


def contact_wish(survey: Survey, channel: str, wish: AskWish | None = None) -> ContactWish:
    """What the contact rule has to know about a survey that would like to ask."""
    found = wish or {}
    return {
        "channel": channel,
        "about": about_survey(survey.pk),
        "cadence_days": survey.cadence_days,
        "after_case": found.get("after_case", False),
        "to_leavers": found.get("to_leavers", False),
    }
