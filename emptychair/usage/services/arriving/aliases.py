"""One person under two numbers. Nobody who is known twice is merged by a program."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import person_with_id
from emptychair.customers.services.other_ids import note_other_id
from emptychair.usage.models import AliasQuestion, Visitor
from emptychair.usage.services.arriving.customers import SYSTEM, Who, find_people
from emptychair.usage.services.arriving.visitors import name_visitor
from emptychair.usage.types import Arrival


def carry_names_over(access: Access, arrivals: Sequence[Arrival]) -> None:
    """Where only the earlier number is known, the later one becomes another name of that person.

    Done before people are looked up, so that the later number makes nobody new.
    """
    access.require(Permission.CUSTOMER_WRITE)
    asked = [one for one in arrivals if one.previous_id and one.user_id]
    if not asked:
        return
    known = find_people(
        access, [*(one.previous_id for one in asked), *(one.user_id for one in asked)]
    )
    for one in asked:
        if one.previous_id in known and one.user_id not in known:
            person = person_with_id(access, known[one.previous_id].person)
            note_other_id(access, person, system=SYSTEM, value=one.user_id)
            known[one.user_id] = known[one.previous_id]


def join_aliases(
    access: Access,
    arrivals: Sequence[Arrival],
    people: Mapping[str, Who],
    visitors: Mapping[str, Visitor],
    *,
    source: str,
) -> None:
    """An earlier number of a visitor gives them their name; one of another person is a question."""
    access.require(Permission.CUSTOMER_WRITE)
    asked = [one for one in arrivals if one.previous_id and one.user_id]
    if not asked:
        return
    earlier = find_people(access, [one.previous_id for one in asked])
    for one in asked:
        person_id = people[one.user_id].person
        other = earlier.get(one.previous_id)
        if other is not None and other.person != person_id:
            _ask(access, person_id, other.person, one.occurred_at)
        elif other is None and one.previous_id in visitors:
            name_visitor(access, visitors[one.previous_id], person_id, source=source)


def _ask(access: Access, one: int, other: int, at: datetime) -> None:
    first, second = sorted((one, other))
    AliasQuestion.objects.get_or_create(
        workspace=access.workspace, first_id=first, second_id=second, defaults={"asked_at": at}
    )


def leave_apart(access: Access, question_id: int, *, now: datetime) -> bool:
    """They are two people: the question is answered; whether it was open."""
    access.require(Permission.CUSTOMER_MERGE)
    rows = AliasQuestion.objects.visible_to(access).filter(pk=question_id, answered_at=None)
    return bool(rows.update(answered_at=now))
