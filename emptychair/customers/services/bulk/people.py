"""Many people at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from emptychair.accounts.access import Access
from emptychair.customers.errors import NobodyNamed
from emptychair.customers.models import Company, Person
from emptychair.customers.services.bulk.companies import add_companies
from emptychair.customers.services.bulk.writing import (
    Plain,
    change_row,
    known_by,
    require_bulk,
    write_all,
)
from emptychair.customers.services.identify import PERSON_FIELDS
from emptychair.customers.services.searchable import fill_search_text
from emptychair.customers.types import BulkResult


def add_people(
    access: Access, rows: Sequence[Plain], *, guess_readings: bool = False
) -> BulkResult:
    """People by `external_id`, else by `email`; other keys are columns of `Person`.

    The company stands in `company_id`, or in `company_external_id` and `company_name`, and is made
    when it is not known. Known people get the given values that are not empty. With
    `guess_readings` kanji without a reading are read by machine (about 20,000 a second). Raises
    `NobodyNamed` for a row without name, address and number.
    """
    require_bulk(access)
    work = _Work(access, guess_readings)
    work.look_up(rows)
    done = [work.place(row, number) for number, row in enumerate(rows)]
    return write_all(access, Person, done, work.changed)


@dataclass
class _Work:
    access: Access
    guess: bool
    by_number: dict[str, Person] = field(default_factory=dict)
    by_email: dict[str, Person] = field(default_factory=dict)
    companies: dict[int, str] = field(default_factory=dict)
    company_keys: dict[tuple[str, str], int] = field(default_factory=dict)
    changed: dict[int, set[str]] = field(default_factory=dict)
    new: set[int] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)

    def look_up(self, rows: Sequence[Plain]) -> None:
        """Everything that is needed of the database, in a few queries."""
        self.by_number = known_by(
            self.access, Person, "external_id", [_text(row, "external_id") for row in rows]
        )
        self.by_email = known_by(
            self.access, Person, "email", [_email(row) for row in rows], merged_into=None
        )
        self.taken = set(self.by_number)
        self._stay_with_the_kept()
        self._make_companies(rows)
        wanted = {row["company_id"] for row in rows if row.get("company_id")}
        wanted |= set(self.company_keys.values())
        wanted |= {one.company_id for one in self._known() if one.company_id}
        names = Company.objects.visible_to(self.access).in_bulk(list(wanted))
        self.companies = {key: company.name for key, company in names.items()}

    def place(self, row: Plain, number: int) -> tuple[Person, bool]:
        """The person of one row, with its values written into it; and whether it is new."""
        external_id, email = _text(row, "external_id"), _email(row)
        if not (external_id or email or _text(row, "name")):
            raise NobodyNamed(row=number)
        person = self._found(external_id, email)
        if person is None:
            person = Person(workspace=self.access.workspace, external_id=external_id, email=email)
            self.new.add(id(person))
        self._write(person, row, external_id, email)
        if external_id:
            self.by_number[external_id] = person
        if email:
            self.by_email.setdefault(email, person)
        return person, id(person) in self.new

    def _found(self, external_id: str, email: str) -> Person | None:
        person = self.by_number.get(external_id) if external_id else None
        if person is None and email:
            same = self.by_email.get(email)
            if same is not None and (not external_id or not same.external_id):
                person = same
        return person

    def _write(self, person: Person, row: Plain, external_id: str, email: str) -> None:
        given = {key: value for key, value in row.items() if key in PERSON_FIELDS}
        given["external_id"] = (
            "" if person.external_id or external_id in self.taken else external_id
        )
        given["email"] = "" if person.email else email
        company_id = row.get("company_id") or self.company_keys.get(_company_key(row))
        if company_id in self.companies:
            given["company_id"] = company_id
        columns = change_row(self.access, person, given)
        if id(person) in self.new or columns:
            company = self.companies.get(person.company_id or 0, "")
            fill_search_text(self.access, person, company_name=company, guess=self.guess)
            kept = self.changed.setdefault(person.pk or 0, set())
            kept.update(columns | {"search_text"})

    def _stay_with_the_kept(self) -> None:
        for number, person in self.by_number.items():
            kept = person
            while kept.merged_into is not None:
                kept = kept.merged_into
            self.by_number[number] = kept

    def _make_companies(self, rows: Sequence[Plain]) -> None:
        keys = dict.fromkeys(_company_key(row) for row in rows if not row.get("company_id"))
        wanted = [key for key in keys if any(key)]
        plain = [{"external_id": number, "name": name} for number, name in wanted]
        made = add_companies(self.access, plain, guess_readings=self.guess)
        self.company_keys = dict(zip(wanted, made.ids, strict=True))

    def _known(self) -> list[Person]:
        return [*self.by_number.values(), *self.by_email.values()]


def _company_key(row: Plain) -> tuple[str, str]:
    return _text(row, "company_external_id"), _text(row, "company_name")


def _email(row: Plain) -> str:
    return _text(row, "email").lower()


def _text(row: Plain, key: str) -> str:
    return str(row.get(key) or "").strip()
