"""Customer events as triggers see them."""

from emptychair.customers.models import CustomerEvent, Person
from emptychair.surveys.rules.triggers import Happening

OWN = ("name", "segment", "region", "language", "title")  # of the person, beside the attributes


def happening_of(event: CustomerEvent, person: Person) -> Happening:
    """An event with what is known about the person now."""
    own = {name: getattr(person, name) for name in OWN if getattr(person, name)}
    return Happening(
        properties=event.properties,
        attributes={**person.attributes, **own},
        language=person.language,
    )
