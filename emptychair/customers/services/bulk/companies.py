"""Many companies at once."""

from collections.abc import Sequence

from emptychair.accounts.access import Access
from emptychair.customers.errors import CompanyNotNamed
from emptychair.customers.models import Company
from emptychair.customers.services.bulk.writing import (
    Plain,
    change_row,
    known_by,
    require_bulk,
    write_all,
)
from emptychair.customers.services.identify import COMPANY_FIELDS
from emptychair.customers.services.searchable import fill_search_text
from emptychair.customers.types import BulkResult


def add_companies(
    access: Access, rows: Sequence[Plain], *, guess_readings: bool = False
) -> BulkResult:
    """Companies by `external_id`, else by `name`; other keys are columns of `Company`.

    Known ones get the given values that are not empty. Raises `CompanyNotNamed`.
    """
    require_bulk(access)
    keys = [(_text(row, "external_id"), _text(row, "name")) for row in rows]
    by_number = known_by(access, Company, "external_id", [number for number, _name in keys])
    by_name = known_by(access, Company, "name", [name for _number, name in keys])
    done: list[tuple[Company, bool]] = []
    changed: dict[int, set[str]] = {}
    new: set[int] = set()
    for place, (row, (number, name)) in enumerate(zip(rows, keys, strict=True)):
        if not (number or name):
            raise CompanyNotNamed(row=place)
        company = by_number.get(number) if number else None
        if company is None:
            company = _same_name(by_name.get(name), number)
        if company is None:
            company = Company(workspace=access.workspace, name=name or number)
            new.add(id(company))
        columns = change_row(access, company, _given(row, number, name))
        if id(company) in new or columns:
            fill_search_text(access, company, guess=guess_readings)
            changed.setdefault(company.pk or 0, set()).update(columns | {"search_text"})
        by_number.setdefault(number, company)
        by_name.setdefault(company.name, company)
        done.append((company, id(company) in new))
    return write_all(access, Company, done, changed)


def _same_name(company: Company | None, number: str) -> Company | None:
    if company is None or (number and company.external_id not in {"", number}):
        return None
    return company


def _given(row: Plain, number: str, name: str) -> dict[str, object]:
    given = {key: value for key, value in row.items() if key in COMPANY_FIELDS}
    return {**given, "external_id": number, "name": name}


def _text(row: Plain, key: str) -> str:
    return str(row.get(key) or "").strip()
