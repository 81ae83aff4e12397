"""Who asks people things, so that the contact rule knows what it has not decided itself: what came
from another product, what was answered without an invitation, what is about to be asked.

    @register_asker("survey")
    class SurveysAsk: ...

The kind is the first word of `about` ("survey:3").
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from emptychair.accounts.access import Access
from emptychair.messaging.rules.contact_rate import PastContact, PlannedAsk


@dataclass(frozen=True, slots=True)
class Theme:
    """What a contact is about, as people call it, and how weighty it is."""

    name: str
    priority: int


class Asker(Protocol):
    """A domain that asks. `person_ids` nothing: everybody in the workspace."""

    def themes(self, access: Access) -> Mapping[str, Theme]:
        """All that it asks, by `about`."""

    def contacts(
        self, access: Access, person_ids: Collection[int] | None, *, since: datetime
    ) -> Iterable[tuple[int, PastContact]]:
        """What people were asked, or answered by themselves, by person. The same moment and about
        as a decision of the contact rule is the same contact.
        """

    def planned(
        self, access: Access, person_ids: Collection[int] | None, *, until: datetime
    ) -> Iterable[tuple[int, PlannedAsk]]:
        """What is about to be asked, by person."""


Make = Callable[[], Asker]
_ASKERS: dict[str, Make] = {}


def register_asker(kind: str) -> Callable[[Make], Make]:
    """Tell the contact rule of a domain that asks; the last one of a kind counts."""

    def register(make: Make) -> Make:
        _ASKERS[kind] = make
        return make

    return register


def askers() -> list[Asker]:
    """All that ask."""
    return [make() for make in _ASKERS.values()]
