"""Somebody who comes to a public place and sits down before its survey."""

from collections.abc import Mapping
from dataclasses import replace

from emptychair.accounts.access import Access
from emptychair.customers.models import Person
from emptychair.surveys.models import Collector
from emptychair.surveys.queries.definitions import definition_for, definition_of
from emptychair.surveys.services.answering import AnswerSession, response_of
from emptychair.surveys.services.sitting import (
    Sitting,
    hidden_values,
    sitting_of,
    spoken_language,
)
from emptychair.surveys.tickets import Ticket


def sitting_at_place(
    access: Access,
    collector: Collector,
    ticket: Ticket,
    *,
    languages: tuple[str, ...],
    given: Mapping[str, str],
    aside: str = "",
    person: Person | None = None,
) -> Sitting:
    """Where somebody stands who came without an invitation. `languages` are wishes, the best first.

    `aside` is why an answer that begins now would not be counted.
    """
    session = AnswerSession(
        survey=collector.survey,
        definition=definition_of(access, collector.survey),
        version=collector.survey.version,
        language="",
        channel=collector.kind,
        source="place",
        collector=collector,
        person=person,
        external_id=ticket.external_id,
        aside=aside,
    )
    known = response_of(access, session)
    definition, version = definition_for(access, collector.survey, invitation=None, response=known)
    wishes = tuple(one for one in (*languages, known.language if known else "") if one)
    session = replace(
        session,
        definition=definition,
        version=version,
        language=spoken_language(definition, "", wishes),
        properties=hidden_values(definition, given),
    )
    return sitting_of(access, session, known, seed=f"place:{ticket.number}")
