"""Whose rows they are: people and companies by id or by external id, looked up together."""

from collections.abc import Sequence

from emptychair.accounts.access import Access
from emptychair.customers.models import Company, Person
from emptychair.customers.services.bulk.writing import Plain, known_by


class Owners:
    """Finds person and company of a row from `person_id`, `person_external_id`, `company_id`,
    `company_external_id`; a person's company is added.
    """

    def __init__(self, access: Access, rows: Sequence[Plain]) -> None:
        """Look up all that the rows name, in a few queries."""
        self.people = known_by(
            access, Person, "external_id", [_text(row, "person_external_id") for row in rows]
        )
        self.companies = known_by(
            access, Company, "external_id", [_text(row, "company_external_id") for row in rows]
        )
        ids = {row["person_id"] for row in rows if row.get("person_id")}
        ids |= {one.merged_into_id or one.pk for one in self.people.values()}
        of = Person.objects.visible_to(access).filter(pk__in=ids) if len(ids) <= 500 else None
        rows_of = Person.objects.visible_to(access) if of is None else of
        pairs = rows_of.values_list("pk", "company_id")
        self.company_of: dict[int, int | None] = dict(pairs)

    def of(self, row: Plain) -> tuple[int | None, int | None]:
        """Ids of person and company of one row; a person of another workspace does not exist."""
        person_id = row.get("person_id")
        named = self.people.get(_text(row, "person_external_id"))
        if not person_id and named is not None:
            person_id = named.merged_into_id or named.pk
        if person_id not in self.company_of:
            person_id = None
        company_id = row.get("company_id")
        company = self.companies.get(_text(row, "company_external_id"))
        if not company_id and company is not None:
            company_id = company.pk
        if not company_id and person_id:
            company_id = self.company_of[person_id]
        return person_id, company_id


def _text(row: Plain, key: str) -> str:
    return str(row.get(key) or "").strip()
