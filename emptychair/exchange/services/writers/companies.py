"""Rows of companies."""

from collections.abc import Sequence
from typing import Any, Final

from typing_extensions import override

from emptychair.customers.models import Company
from emptychair.customers.services.searchable import fill_search_text, renew_search_text_of
from emptychair.exchange.services.ledger import Ledger
from emptychair.exchange.services.writers.attributes import Attributes
from emptychair.exchange.services.writers.found_companies import Companies
from emptychair.exchange.services.writers.writer import PlainWriter
from emptychair.exchange.types import Row, Status

_COLUMNS: Final = (
    "external_id",
    "name",
    "name_reading",
    "domain",
    "language",
    "time_zone",
    "region",
    "joined_on",
    "left_on",
    "yearly_value",
    "currency",
    "note",
)


class CompaniesWriter(PlainWriter):
    """Companies by number or name; the company above is found or made by its name."""

    @override
    def key_of(self, row: Row) -> str:
        """The same number or name is the same company."""
        return row.text("external_id") or row.text("name") or row.text("emptychair_id")

    def write(self, ledger: Ledger, rows: Sequence[Row]) -> None:
        """Write a batch; each row gets its status."""
        companies = Companies(ledger, rows, number="external_id", name="name")
        attributes = Attributes(ledger, rows, owner="company")
        usable: list[tuple[Row, Company]] = []
        for row in rows:
            company = self._found(companies, row)
            if company is not None:
                usable.append((row, company))
            elif row.text("external_id") or row.text("name"):
                made = companies.make(row, row.text("external_id"), row.text("name"))
                usable.append((row, made))
                ledger.note(row, Status.ADDED)
            else:
                ledger.reject(row, "no-company")
        for row, company in usable:
            self._write(ledger, row, company, attributes.of(row))
        ledger.flush(Company)
        self._set_parents(ledger, companies, usable)

    def _found(self, companies: Companies, row: Row) -> Company | None:
        own = row.values.get("emptychair_id")
        return companies.find(
            row.text("external_id"), row.text("name"), int(own) if own is not None else None
        )

    def _write(
        self, ledger: Ledger, row: Row, company: Company, attributes: dict[str, Any]
    ) -> None:
        given = {name: row.values[name] for name in _COLUMNS if row.values.get(name)}
        if company.external_id:
            given.pop("external_id", None)
        given["attributes"] = {**company.attributes, **attributes}
        old = company.name
        changed = ledger.write(row, company, given)
        if changed:
            self._find_again(ledger, row, company)
            if ledger.statuses.get(row.number) != Status.ADDED and old != company.name:
                renew_search_text_of(ledger.access, company)
        if row.number not in ledger.statuses:
            ledger.note(row, Status.CHANGED if changed else Status.SAME)

    def _find_again(self, ledger: Ledger, row: Row, company: Company) -> None:
        before = company.search_text
        fill_search_text(ledger.access, company)
        renewed, company.search_text = company.search_text, before
        ledger.write(row, company, {"search_text": renewed})

    def _set_parents(
        self, ledger: Ledger, companies: Companies, usable: list[tuple[Row, Company]]
    ) -> None:
        wanted = [(row, company) for row, company in usable if row.text("parent")]
        for row, _ in wanted:
            if companies.find("", row.text("parent")) is None:
                companies.make(row, "", row.text("parent"))
        ledger.flush(Company)
        for row, company in wanted:
            parent = companies.find("", row.text("parent"))
            if parent is None or parent is company:
                continue
            if ledger.write(row, company, {"parent_id": parent.pk}) and (
                ledger.statuses[row.number] == Status.SAME
            ):
                ledger.note(row, Status.CHANGED)
