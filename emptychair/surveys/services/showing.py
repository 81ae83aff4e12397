"""Whether a question may be put to a visitor: the widget keeps no clock of its own."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.customers.models import Person
from emptychair.messaging.models import ContactDecision
from emptychair.messaging.services.contact import ContactWish, decide_contact, preview_contact
from emptychair.messaging.types import Purpose
from emptychair.surveys.models import Collector
from emptychair.surveys.rules.themes import about_survey
from emptychair.surveys.services.facts import facts_for
from emptychair.surveys.types.definition import Scalar

CHANNEL = "widget"


def may_show(
    access: Access, collector: Collector, person: Person, *, sitting: str, now: datetime
) -> bool:
    """Ask the contact rule, which counts mails and widgets alike; the decision is kept.

    Each time somebody sits down is an occasion. One who may not be asked is noted once a day.
    """
    asker = Access.system(access.workspace, "widget")
    survey = collector.survey
    wish = ContactWish(
        channel=CHANNEL, about=about_survey(survey.pk), cadence_days=survey.cadence_days
    )
    purpose = Purpose.SURVEY.value
    occasion = f"{CHANNEL}:{collector.pk}:{sitting}"
    if not was_decided(asker, person, occasion):
        known = preview_contact(asker, [person.pk], now=now, purpose=purpose, **wish)
        if not (known and known[0][1]):
            occasion = f"{CHANNEL}:{collector.pk}:{now:%Y-%m-%d}"
    decision = decide_contact(asker, person, occasion=occasion, purpose=purpose, now=now, **wish)
    return bool(decision.allowed)


def was_decided(access: Access, person: Person, occasion: str) -> bool:
    """Whether there was this occasion already."""
    rows = ContactDecision.objects.visible_to(access)
    return rows.filter(person=person, occasion=occasion).exists()


def known_of(
    access: Access, collector: Collector, person: Person, names: frozenset[str]
) -> dict[str, Scalar]:
    """Of what is known of somebody who signed in there, only what the questions depend on."""
    facts = facts_for(access, collector.survey, language="", person=person, collector=collector)
    return {name: value for name, value in facts.attributes.items() if name in names}
