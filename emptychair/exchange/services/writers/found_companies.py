"""The companies that the rows of a batch name, found or made."""

from collections.abc import Iterable

from emptychair.customers.models import Company
from emptychair.customers.services.searchable import fill_search_text
from emptychair.exchange.services.ledger import Ledger
from emptychair.exchange.types import Row


class Companies:
    """Companies by our number, theirs, or name; the oldest row counts where several have a name."""

    def __init__(self, ledger: Ledger, rows: Iterable[Row], *, number: str, name: str) -> None:
        """`number` and `name` are the fields of the shape that hold them."""
        self.ledger, self._number, self._name = ledger, number, name
        kept = list(rows)
        self._by_own: dict[int, Company] = {}
        self._by_number: dict[str, Company] = {}
        self._by_name: dict[str, Company] = {}
        companies = Company.objects.visible_to(ledger.access)
        own = {int(row.values["emptychair_id"]) for row in kept if "emptychair_id" in row.values}
        numbers = {row.text(number) for row in kept} - {""}
        names = ({row.text(name) for row in kept} | {row.text("parent") for row in kept}) - {""}
        if number == "external_id" and own:  # the file is about companies themselves
            self._keep(companies.filter(pk__in=own))
        if numbers:
            self._keep(companies.with_external_id(*numbers))
        if names:
            self._keep(companies.filter(name__in=names))

    def _keep(self, companies: Iterable[Company]) -> None:
        for company in sorted(companies, key=lambda one: one.pk):
            self.know(company)

    def know(self, company: Company) -> None:
        """From now on this one is found too."""
        if company.pk is not None:
            company = self._by_own.setdefault(company.pk, company)
        if company.external_id:
            self._by_number.setdefault(company.external_id, company)
        self._by_name.setdefault(company.name, company)

    def find(self, number: str, name: str, own: int | None = None) -> Company | None:
        """The company, if it is known."""
        if own is not None and own in self._by_own:
            return self._by_own[own]
        found = self._by_number.get(number) if number else None
        if found is None and name:
            same = self._by_name.get(name)
            if same is not None and not (number and same.external_id not in {"", number}):
                found = same
        return found

    def of(self, row: Row) -> Company | None:
        """The company of a row, made when it is not known; flush before its id is needed."""
        number, name = row.text(self._number), row.text(self._name)
        if not (number or name):
            return None
        return self.find(number, name) or self.make(row, number, name)

    def make(self, row: Row, number: str, name: str) -> Company:
        """A new company that only has a name or number."""
        company = Company(
            workspace=self.ledger.access.workspace, external_id=number, name=name or number
        )
        fill_search_text(self.ledger.access, company)
        self.ledger.add(row, company)
        self.know(company)
        return company
