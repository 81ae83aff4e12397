"""What conditions and piping may ask for while somebody answers."""

from collections.abc import Mapping
from typing import Any

from emptychair.accounts.access import Access
from emptychair.customers.models import Person
from emptychair.surveys.models import Collector, Invitation, Survey
from emptychair.surveys.queries.sender import company_name
from emptychair.surveys.types.definition import Scalar
from emptychair.surveys.types.flow import Facts

OWN = ("name", "segment", "region", "language", "title")  # of the person, beside the attributes


def facts_for(
    access: Access,
    survey: Survey,
    *,
    language: str,
    person: Person | None = None,
    invitation: Invitation | None = None,
    collector: Collector | None = None,
    properties: Mapping[str, Any] | None = None,
) -> Facts:
    """Of the customer, of the link, and of the company that asks."""
    place = (
        (invitation.touchpoint if invitation else None)
        or (collector.touchpoint if collector else None)
        or survey.touchpoint
    )
    given = {**(invitation.properties if invitation else {}), **(properties or {})}
    return Facts(
        language=language,
        attributes=_attributes(person),
        hidden={key: str(value) for key, value in given.items() if _is_plain(value)},
        company=company_name(access),
        touchpoint=place.name if place else "",
    )


def _attributes(person: Person | None) -> dict[str, Scalar]:
    if person is None:
        return {}
    own = {name: getattr(person, name) for name in OWN if getattr(person, name)}
    return {**{key: one for key, one in person.attributes.items() if _is_plain(one)}, **own}


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float | bool)
