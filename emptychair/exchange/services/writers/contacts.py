"""The people of rows of Delighted: by its number, by address, by telephone; found or made."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max, Q

from emptychair.customers.models import OtherId, Person
from emptychair.customers.services.searchable import fill_search_text
from emptychair.exchange.rules.delighted import SYSTEM, is_their_number
from emptychair.exchange.services.ledger import Ledger
from emptychair.exchange.types import Row
from emptychair.messaging.models import ContactDecision
from emptychair.messaging.services.sent_elsewhere import SENT_ELSEWHERE
from emptychair.messaging.types import ContactReason, Purpose


class Contacts:
    """Found when it is made; `settle` stores who is new and what they are called."""

    def __init__(self, ledger: Ledger, rows: Sequence[Row]) -> None:
        """Read whoever the rows may name, in few queries."""
        self.ledger = ledger
        self._by_number: dict[str, Person] = {}
        self._reached: dict[str, Person] = {}
        self._new: list[tuple[Person, datetime | None]] = []
        self._called: dict[str, tuple[Row, Person]] = {}
        access = ledger.access
        others = OtherId.objects.visible_to(access).filter(
            system=SYSTEM, value__in={row.text("delighted_id") for row in rows}
        )
        for other in others.select_related("person__merged_into"):
            self._by_number[other.value] = other.person.merged_into or other.person
        wanted = {row.text(name) for row in rows for name in ("email", "phone")} - {""}
        people = Person.objects.visible_to(access).filter(
            Q(email__in=wanted) | Q(phone__in=wanted), merged_into=None
        )
        for person in people.order_by("-pk"):
            self._know(person)

    def of(self, row: Row, **more: Any) -> tuple[Person | None, bool]:
        """The person of a row, made when not known, and whether anything of them is news.

        Blanks of a known one are filled; `more` are further columns.
        """
        number, email, phone = row.text("delighted_id"), row.text("email"), row.text("phone")
        person = self._by_number.get(number) or self._reached.get(email or phone)
        person = person or self._reached.get(phone)
        if person is None and not (email or phone or is_their_number(number)):
            return None, False
        given = {"email": email, "phone": phone, "name": row.text("name"), **more}
        changed = True
        if person is None:
            person = self._make(row, given)
        else:
            changed = self._fill(row, person, given)
        return person, self._call(row, person, number) or changed

    def is_new(self, person: Person) -> bool:
        """Whether they were made here and are not stored yet."""
        return any(one is person for one, _moment in self._new)

    def settle(self) -> None:
        """Store new people with the day on which Delighted first knew them, and their numbers."""
        self.ledger.flush(Person)
        dated = [(person, moment) for person, moment in self._new if moment is not None]
        for person, moment in dated:
            person.created_at = moment
        Person.objects.bulk_update([person for person, _ in dated], ["created_at"], batch_size=100)
        for value, (row, person) in self._called.items():
            other = OtherId(
                workspace=self.ledger.access.workspace, person=person, system=SYSTEM, value=value
            )
            self.ledger.add(row, other)
        self.ledger.flush(OtherId)
        self._new, self._called = [], {}

    def _make(self, row: Row, given: dict[str, Any]) -> Person:
        filled = {name: value for name, value in given.items() if value not in (None, "", {})}
        person = Person(workspace=self.ledger.access.workspace, **filled)
        fill_search_text(self.ledger.access, person)
        self.ledger.add(row, person)
        self._new.append((person, row.values.get("made_at")))
        self._know(person)
        return person

    def _fill(self, row: Row, person: Person, given: dict[str, Any]) -> bool:
        wanted = {
            name: value
            for name, value in given.items()
            if value not in (None, "", {}) and not getattr(person, name)
        }
        if "attributes" in given:
            wanted["attributes"] = {**given["attributes"], **person.attributes}
        return self.ledger.write(row, person, wanted)

    def _call(self, row: Row, person: Person, number: str) -> bool:
        if number in self._by_number or not is_their_number(number):
            return False
        self._by_number[number] = person
        self._called[number] = (row, person)
        return True

    def _know(self, person: Person) -> None:
        for key in (person.email, person.phone):
            if key:
                self._reached[key] = person


class SentElsewhere:
    """Notes when people were last asked by Delighted, so that the contact rule counts it."""

    def __init__(self, ledger: Ledger, people: Iterable[Person]) -> None:
        """Read what is noted of these people already."""
        self.ledger = ledger
        ids = [person.pk for person in people]
        rows = ContactDecision.objects.visible_to(ledger.access).filter(person__in=ids)
        self._occasion = f"{SENT_ELSEWHERE}{SYSTEM}"
        self._known = {row.person_id: row for row in rows.filter(occasion=self._occasion)}
        turns = rows.order_by().values("person_id").annotate(last=Max("turn"))
        self._turns: dict[int, int] = {
            person_id: last or 0 for person_id, last in turns.values_list("person_id", "last")
        }

    def note(self, row: Row, person: Person, moment: datetime | None) -> bool:
        """Whether it is news that they were asked then."""
        if moment is None:
            return False
        known = self._known.get(person.pk)
        if known is not None:
            later = max(known.decided_at, moment)
            return self.ledger.write(row, known, {"decided_at": later})
        turn = self._turns[person.pk] = self._turns.get(person.pk, 0) + 1
        made = ContactDecision(
            workspace=self.ledger.access.workspace,
            person=person,
            occasion=self._occasion,
            purpose=Purpose.SURVEY.value,
            decided_at=moment,
            turn=turn,
            allowed=True,
            reason=ContactReason.ALLOWED.value,
        )
        self._known[person.pk] = made
        self.ledger.add(row, made)
        return True
