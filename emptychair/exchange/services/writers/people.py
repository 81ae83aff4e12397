"""Rows of people."""

from collections.abc import Sequence
from typing import Any, Final

from typing_extensions import override

from emptychair.customers.models import Company, Person
from emptychair.exchange.services.ledger import Ledger
from emptychair.exchange.services.writers.attributes import Attributes
from emptychair.exchange.services.writers.found_companies import Companies
from emptychair.exchange.services.writers.found_people import Found
from emptychair.exchange.services.writers.writer import PlainWriter
from emptychair.exchange.types import Row, Status

_COLUMNS: Final = (
    "external_id",
    "email",
    "name",
    "name_reading",
    "phone",
    "title",
    "language",
    "time_zone",
    "region",
    "segment",
    "joined_on",
    "left_on",
    "yearly_value",
    "currency",
    "note",
)


class PeopleWriter(PlainWriter):
    """People by number, e-mail or name; what the file says of a known one is written."""

    @override
    def key_of(self, row: Row) -> str:
        """The same number, e-mail or name is the same person."""
        names = ("external_id", "email", "name", "emptychair_id")
        return next((row.text(name) for name in names if row.text(name)), "")

    def write(self, ledger: Ledger, rows: Sequence[Row]) -> None:
        """Write a batch; each row gets its status."""
        companies = Companies(ledger, rows, number="company_id", name="company")
        of_row = {row.number: companies.of(row) for row in rows}
        ledger.flush(Company)
        attributes = Attributes(ledger, rows, owner="person")
        people = Found(ledger, rows, number="external_id", name="name")
        for row in rows:
            self._one(ledger, people, row, of_row[row.number], attributes.of(row))
        ledger.flush(Person)

    def _one(
        self,
        ledger: Ledger,
        people: Found,
        row: Row,
        company: Company | None,
        attributes: dict[str, Any],
    ) -> None:
        person = people.find(row)
        if row.values.get("merged_into") and person is not None:
            return ledger.note(row, Status.SAME)  # what one of two merged ones was before
        given = {name: row.values.get(name) for name in _COLUMNS}
        given["company_id"] = company.pk if company else None
        if person is None:
            if not any(row.text(name) for name in ("external_id", "email", "name")):
                return ledger.reject(row, "nobody")
            people.make(row, company, given | {"attributes": attributes})
            return ledger.note(row, Status.ADDED)
        if person.external_id:  # a number stays what it is
            given["external_id"] = None
        given["attributes"] = {**person.attributes, **attributes}
        changed = people.write(row, person, given, company=company)
        return ledger.note(row, Status.CHANGED if changed else Status.SAME)
