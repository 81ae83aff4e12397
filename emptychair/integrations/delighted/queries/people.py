"""People as the API shows and finds them."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Min

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.directory import (
    other_ids_of,
    person_called,
    person_numbered,
    person_reached_at,
)
from emptychair.integrations.delighted.ids import NUMBER, own_id, pk_of
from emptychair.integrations.delighted.models import GivenAddress, SurveyRequest
from emptychair.integrations.delighted.types import SYSTEM, PersonFacts, RequestState
from emptychair.messaging.queries.last_asked import last_survey_of
from emptychair.surveys.queries.project import last_answers_of

if TYPE_CHECKING:
    from emptychair.customers.models import Person
    from emptychair.surveys.models import Survey

ByPerson = dict[int, PersonFacts]


def person_with_number(access: Access, number: str) -> "Person | None":
    """Who has this number, theirs or ours."""
    access.require(Permission.CUSTOMER_READ)
    if not NUMBER.fullmatch(number):
        return None
    found = person_called(access, system=SYSTEM, value=number)
    own = pk_of(number)
    return found or (person_numbered(access, own) if own is not None else None)


def person_identified(access: Access, identifier: str) -> "Person | None":
    """Whom a segment of an address names: a number, `email:...` or `phone_number:...`."""
    access.require(Permission.CUSTOMER_READ)
    kind, colon, value = identifier.partition(":")
    if colon and kind == "email":
        return person_reached_at(access, email=value)
    if colon and kind == "phone_number":
        return person_reached_at(access, phone=value)
    return person_with_number(access, identifier)


def names_of(access: Access, people: Sequence["Person"]) -> ByPerson:
    """Number and spelling of the address of each; two queries."""
    access.require(Permission.CUSTOMER_READ)
    ids = [one.pk for one in people]
    theirs = other_ids_of(access, ids, system=SYSTEM)
    spelled = _spellings(access, ids)
    return {
        one.pk: PersonFacts(
            id=theirs.get(one.pk) or own_id(one.pk), email=_spelled(one, spelled.get(one.pk, ""))
        )
        for one in people
    }


def facts_of(
    access: Access, survey: "Survey", people: Sequence["Person"], *, now: datetime
) -> ByPerson:
    """The same with when each was last asked, last answered, and will be asked; five queries."""
    names = names_of(access, people)
    sent = last_survey_of(access, names, now=now)
    answered = last_answers_of(access, survey, names)
    planned = _planned(access, survey, list(names))
    return {
        pk: PersonFacts(
            id=one.id,
            email=one.email,
            last_sent_at=sent.get(pk),
            last_responded_at=answered.get(pk),
            next_survey_at=planned.get(pk),
        )
        for pk, one in names.items()
    }


def _planned(access: Access, survey: "Survey", ids: list[int]) -> dict[int, datetime]:
    rows = SurveyRequest.objects.visible_to(access).filter(
        survey=survey, person__in=ids, state=RequestState.PENDING
    )
    grouped = rows.order_by().values("person_id").annotate(first=Min("scheduled_at"))
    return dict(grouped.values_list("person_id", "first"))


def _spellings(access: Access, ids: list[int]) -> dict[int, str]:
    rows = GivenAddress.objects.visible_to(access).filter(person__in=ids)
    return dict(rows.values_list("person_id", "email"))


def _spelled(person: "Person", given: str) -> str:
    return given if given.lower() == person.email else person.email
