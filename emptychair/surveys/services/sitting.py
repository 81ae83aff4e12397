"""Somebody who sits before a survey: what they are asked, what they said, what is known of them.

Whatever shows a survey (the page behind a mail's link, a public link, a kiosk) makes one of these
for each request; nothing here stores anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.surveys.models import Response
from emptychair.surveys.queries.answers import stored_answers
from emptychair.surveys.queries.definitions import definition_for
from emptychair.surveys.queries.links import AnswerVisit
from emptychair.surveys.rules.arriving import hidden_values, spoken_language
from emptychair.surveys.rules.flow import shown_answers
from emptychair.surveys.services.answering import AnswerSession, Saved, save_answers
from emptychair.surveys.services.facts import facts_for
from emptychair.surveys.services.responses import standing
from emptychair.surveys.types.definition import AnswerValue, Definition
from emptychair.surveys.types.flow import Facts

__all__ = [
    "Sitting",
    "hidden_values",
    "save_page",
    "sitting_by_link",
    "sitting_of",
    "spoken_language",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """`seed` makes the order by chance the same each time they come."""

    access: Access
    session: AnswerSession
    response: Response | None
    answers: dict[str, AnswerValue]
    facts: Facts
    seed: str

    @property
    def definition(self) -> Definition:
        """What is asked."""
        return self.session.definition

    @property
    def is_whole(self) -> bool:
        """Whether it was answered to the end; answers of one form were."""
        said = self.response
        return said is not None and (said.finished_at is not None or said.started_at is None)


def sitting_of(
    access: Access, session: AnswerSession, response: Response | None, *, seed: str
) -> Sitting:
    """Where a respondent stands who came without an invitation; `response` is what they said."""
    return _sitting(access, session, response, seed)


def sitting_by_link(
    access: Access,
    visit: AnswerVisit,
    *,
    language: str,
    given: Mapping[str, str],
    source: str = "mail",
    aside: str = "",
) -> Sitting:
    """Where somebody stands who came by the link of their invitation.

    `language` is a wish, `given` what came with the link; only fields that the survey knows are
    kept of it. `aside` is why an answer that begins now would not be counted.
    """
    invitation, survey = visit.invitation, visit.invitation.survey
    definition, version = definition_for(
        access, survey, invitation=invitation, response=visit.response
    )
    session = AnswerSession(
        survey=survey,
        definition=definition,
        version=version,
        language=spoken_language(definition, language, _languages(visit)),
        channel=invitation.channel or "email",
        source=source,
        invitation=invitation,
        properties={**invitation.properties, **hidden_values(definition, given)},
        is_test=invitation.is_test,
        aside=aside,
    )
    return _sitting(access, session, visit.response, f"invitation:{invitation.pk}")


def save_page(
    access: Access,
    sitting: Sitting,
    *,
    page: str,
    values: Mapping[str, AnswerValue],
    now: datetime,
    finished: bool,
    seconds: float | None = None,
) -> Saved:
    """Keep a page of theirs; see `save_answers`."""
    return save_answers(
        access,
        sitting.session,
        page=page,
        values=values,
        now=now,
        finished=finished,
        seconds=seconds,
    )


def _sitting(
    access: Access, session: AnswerSession, response: Response | None, seed: str
) -> Sitting:
    properties = {**session.properties, **(response.properties if response else {})}
    whose = session.invitation.person if session.invitation else session.person
    facts = facts_for(
        access,
        session.survey,
        language=session.language,
        person=standing(access, whose),
        invitation=session.invitation,
        collector=session.collector,
        properties=properties,
    )
    said = stored_answers(access, response) if response is not None else {}
    answers = shown_answers(session.definition, said, facts)
    return Sitting(
        access=access, session=session, response=response, answers=answers, facts=facts, seed=seed
    )


def _languages(visit: AnswerVisit) -> tuple[str, ...]:
    person = visit.invitation.person
    return (
        visit.response.language if visit.response else "",
        person.language if person else "",
        visit.invitation.language,
    )
