"""The people that the rows of a batch name, found or made."""

from collections.abc import Iterable
from typing import Any

from emptychair.customers.models import Company, Person
from emptychair.customers.services.searchable import fill_search_text
from emptychair.exchange.services.ledger import Ledger
from emptychair.exchange.types import Row


class Found:
    """People by our number, theirs, e-mail, else by a name that only one of them has.

    Of merged ones it is the one that stays.
    """

    def __init__(self, ledger: Ledger, rows: Iterable[Row], *, number: str, name: str) -> None:
        """`number` and `name` are the fields of the shape that hold them."""
        self.ledger, self._number, self._name = ledger, number, name
        self._own: dict[int, Person] = {}
        self._by_number: dict[str, Person] = {}
        self._by_email: dict[str, list[Person]] = {}
        self._by_name: dict[str, list[Person]] = {}
        self._kept: dict[int, Person] = {}
        kept = list(rows)
        people = Person.objects.visible_to(ledger.access)
        if number == "external_id":  # they may be written, then their company is looked at
            people = people.select_related("company")
        own = {int(row.values["emptychair_id"]) for row in kept if "emptychair_id" in row.values}
        numbers = {row.text(number) for row in kept} - {""}
        emails = {row.text("email") for row in kept} - {""}
        unnumbered = (row for row in kept if not (row.text(number) or row.text("email")))
        names = {row.text(name) for row in unnumbered} - {""}
        if number == "external_id" and own:  # the file is about people themselves
            self._keep(people.filter(pk__in=own))
        for column, values in (("external_id", numbers), ("email", emails), ("name", names)):
            if values:
                self._keep(people.filter(**{f"{column}__in": values}).exclude(**{column: ""}))
        self._follow_merges()

    def _keep(self, people: Iterable[Person]) -> None:
        for person in sorted(people, key=lambda one: one.pk):
            if person.pk not in self._own:
                self.know(person)

    def know(self, person: Person) -> None:
        """From now on this one is found too."""
        if person.pk is not None:
            self._own[person.pk] = person
        if person.external_id:
            self._by_number.setdefault(person.external_id, person)
        if person.merged_into_id is not None:
            return
        for by, key in ((self._by_email, person.email), (self._by_name, person.name)):
            if key and person not in by.setdefault(key, []):
                by[key].append(person)

    def _follow_merges(self) -> None:
        people = Person.objects.visible_to(self.ledger.access).select_related("company")
        for _ in range(10):
            away = {one.merged_into_id for one in self._own.values()} - {None, *self._own}
            if not away:
                return
            self._keep(people.filter(pk__in=away))

    def find(self, row: Row) -> Person | None:
        """The person of a row, if known."""
        own = row.values.get("emptychair_id")
        if own is not None and int(own) in self._own and self._number == "external_id":
            return self._standing(self._own[int(own)])
        number, email, name = row.text(self._number), row.text("email"), row.text(self._name)
        if number and number in self._by_number:
            return self._standing(self._by_number[number])
        if email:
            same = self._by_email.get(email, [])
            fits = [one for one in same if not (number and one.external_id)]
            return fits[0] if fits else None
        if not number and name:
            named = self._by_name.get(name, [])
            return named[0] if len(named) == 1 else None
        return None

    def _standing(self, person: Person) -> Person:
        while person.merged_into_id is not None and person.merged_into_id in self._own:
            person = self._own[person.merged_into_id]
        return person

    def of(self, row: Row, company: Company | None, **more: Any) -> Person | None:
        """The person of a row, made when not known; blanks of a known one are filled.

        `more` are further columns of the person.
        """
        number, email, name = row.text(self._number), row.text("email"), row.text(self._name)
        if not (number or email or name):
            return None
        person = self.find(row)
        given = {"external_id": number, "email": email, "name": name, **more}
        given["company_id"] = company.pk if company else None
        if person is None:
            return self.make(row, company, given)
        self.write(row, person, given, company=company, only_blanks=True)
        return person

    def make(self, row: Row, company: Company | None, given: dict[str, Any]) -> Person:
        """A new person."""
        filled = {name: value for name, value in given.items() if value not in (None, "", {})}
        person = Person(workspace=self.ledger.access.workspace, **filled)
        fill_search_text(self.ledger.access, person, company_name=company.name if company else "")
        self.ledger.add(row, person)
        self.know(person)
        return person

    def write(
        self,
        row: Row,
        person: Person,
        given: dict[str, Any],
        *,
        company: Company | None,
        only_blanks: bool = False,
    ) -> bool:
        """Write what is given and not empty; whether anything changed."""
        wanted = {name: value for name, value in given.items() if value not in (None, "", {})}
        if only_blanks:
            wanted = {name: value for name, value in wanted.items() if not getattr(person, name)}
        if not self.ledger.write(row, person, wanted):
            return False
        before = person.search_text
        here = company or person.company
        fill_search_text(self.ledger.access, person, company_name=here.name if here else "")
        renewed, person.search_text = person.search_text, before
        self.ledger.write(row, person, {"search_text": renewed})
        self.know(person)
        return True
