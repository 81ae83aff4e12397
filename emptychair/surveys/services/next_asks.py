"""For one person: which running survey may ask them now, and if not, why and from when on."""

from dataclasses import dataclass
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.messaging.queries.facts import contact_facts
from emptychair.messaging.queries.rule import contact_rule
from emptychair.messaging.rules.contact_rate import Wish, judge_contact
from emptychair.surveys.models import Survey
from emptychair.surveys.reasons import reason_in_words
from emptychair.surveys.rules.themes import about_survey
from emptychair.surveys.types import SurveyState
from emptychair.surveys.wishes import channel_for


@dataclass(frozen=True, slots=True)
class NextAsk:
    """Whether one survey may ask somebody now."""

    survey_id: int
    name: str
    allowed: bool
    reason: str
    sentence: str


def next_asks(access: Access, person: Person, *, now: datetime) -> list[NextAsk]:
    """What each running survey could do, the weightiest first; the facts are read once."""
    access.require(Permission.SURVEY_READ)
    surveys = list(
        Survey.objects.visible_to(access)
        .filter(state=SurveyState.RUNNING)
        .order_by("-priority", "name")
    )
    if not surveys:
        return []
    rule, found = contact_rule(access), []
    channels = {survey.pk: channel_for(access, survey, person) for survey in surveys}
    cadence = max(survey.cadence_days for survey in surveys)
    facts = {
        channel: contact_facts(
            access, [person.pk], now=now, channel=channel, cadence_days=cadence
        ).get(person.pk)
        for channel in set(channels.values())
    }
    for survey in surveys:
        known = facts[channels[survey.pk]]
        if known is None:
            continue
        wish = Wish(
            channel=channels[survey.pk],
            about=about_survey(survey.pk),
            cadence_days=survey.cadence_days,
            priority=survey.priority,
        )
        verdict = judge_contact(known, rule, wish, now=now)
        sentence = reason_in_words(verdict.reason, verdict.parameters)
        found.append(NextAsk(survey.pk, survey.name, verdict.allowed, verdict.reason, sentence))
    return found
