"""The first round of a new workspace: from nothing to the first mail, step by step, by facts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.agenda.types import FirstSteps
from emptychair.web.ui.menu import address_or_nothing


@dataclass(frozen=True, slots=True)
class Step:
    """One step, ticked when it is a fact."""

    title: str | Promise
    text: str | Promise
    words: str | Promise  # on the button
    address: str
    done: bool


def steps_for(access: Access, facts: FirstSteps) -> list[Step]:
    """The steps that this access may take; those without a page are left out."""
    planned = [
        (
            Permission.DATA_IMPORT,
            address_or_nothing("data"),
            _("Bring a file with your customers"),
            _("CSV or Excel, with answers you have already. You see everything before it counts."),
            _("Choose a file"),
            facts.people,
        ),
        (
            Permission.TOUCHPOINT_WRITE,
            address_or_nothing("touchpoints"),
            _("Draw where customers meet you"),
            _("Start from a map for software, a shop or a service at home, with its teams."),
            _("Draw the map"),
            facts.touchpoints,
        ),
        (
            Permission.SURVEY_WRITE,
            address_or_nothing("survey-new"),
            _("Write one question"),
            _("“How likely are you to recommend us?”, and why. It is ready in both languages."),
            _("Make a survey"),
            facts.survey,
        ),
        (
            Permission.SURVEY_SEND,
            _sending(facts),
            _("Send the first mail to yourself"),
            _("See it as your customer will, click a number, and watch your answer arrive here."),
            _("Send it to me"),
            facts.mail,
        ),
        (
            Permission.MEMBER_MANAGE,
            address_or_nothing("members"),
            _("Invite those who can put things right"),
            _("Whoever owns a touchpoint gets the voices about it."),
            _("Invite"),
            facts.colleagues,
        ),
    ]
    return [
        Step(title, text, words, address, done)
        for needs, address, title, text, words, done in planned
        if address and access.may(needs)
    ]


def _sending(facts: FirstSteps) -> str:
    """The survey that can be sent; without one, where it is made."""
    if facts.survey_id is None:
        return address_or_nothing("survey-new")
    return reverse("survey", args=[facts.survey_id])
