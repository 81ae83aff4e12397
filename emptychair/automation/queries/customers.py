"""The customers of runs: their names, who is written to, who looks after them."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from emptychair.accounts.access import Access
from emptychair.automation.types import About, Customer, Subject
from emptychair.customers.models import Company, Person
from emptychair.customers.queries.finding import shown_name
from emptychair.customers.queries.gone import (
    companies_away,
    no_longer_there,
    people_away,
)
from emptychair.customers.queries.returning import still_away
from emptychair.customers.rules.away import gone_since


def with_contacts(
    access: Access, subjects: Iterable[Subject], today: date
) -> dict[Subject, Subject]:
    """Each customer with somebody to write to: of a company the first of its people who did not
    leave it and has an address. One query.
    """
    given = list(subjects)
    bare = {one.company_id for one in given if one.person_id is None and one.company_id}
    rows = Person.objects.visible_to(access).filter(company_id__in=bare, merged_into=None)
    rows = rows.exclude(no_longer_there(access, today))
    wanted = rows.exclude(email="").order_by("-pk").values_list("company_id", "pk")
    contacts: dict[int | None, int] = dict(wanted) if bare else {}
    return {
        one: one if one.person_id else Subject(contacts.get(one.company_id), one.company_id)
        for one in given
    }


def gone_of(
    access: Access, about: str, ids: Collection[int], on: date, *, quiet_too: bool = True
) -> set[int]:
    """Which of these people or companies have left; with `quiet_too` also by rhythm alone."""
    if about == About.COMPANY:
        spans = companies_away(access, ids)
        gone = {pk: one for pk, each in spans.items() if (one := gone_since(each, on))}
    else:
        gone = still_away(access, people_away(access, ids), on)
    return {pk for pk, one in gone.items() if quiet_too or not one.quietly}


def units_about(access: Access, about: str, units: Iterable[int]) -> Iterator[Subject]:
    """Companies, or people below nothing, in order: those a playbook is about."""
    del access
    for unit in sorted(units, key=abs):
        if (unit > 0) == (about == About.COMPANY):
            yield Subject(None, unit) if unit > 0 else Subject(-unit, None)


def standing_people(
    access: Access, person_ids: Collection[int]
) -> dict[int, tuple[int, int | None]]:
    """By number, the person who stands for it after merges, and their company."""
    rows = Person.objects.visible_to(access).filter(pk__in=person_ids)
    standing = {}
    for row in rows.select_related("merged_into", "merged_into__merged_into"):
        last = row
        while last.merged_into is not None:
            last = last.merged_into
        standing[row.pk] = (last.pk, last.company_id)
    return standing


def customers_shown(
    access: Access, subjects: Iterable[Subject], *, about: str = ""
) -> dict[Subject, Customer]:
    """Names and worth, fit to show. Two queries. `about` says whose page it is."""
    given = list(subjects)
    people = Person.objects.visible_to(access).in_bulk(
        {one.person_id for one in given if one.person_id}
    )
    companies = Company.objects.visible_to(access).in_bulk(
        {one.company_id for one in given if one.company_id}
    )
    return {
        one: _shown(
            access, people.get(one.person_id or 0), companies.get(one.company_id or 0), about
        )
        for one in given
    }


def _shown(access: Access, person: Person | None, company: Company | None, about: str) -> Customer:
    value = next(
        (float(one.yearly_value) for one in (company, person) if one and one.yearly_value), 0.0
    )
    company_name = company.name if company else ""
    if about == About.COMPANY and company is not None:
        return Customer(company_name, None, company.pk, value)
    if person is None:
        return Customer(company_name or "…", None, company.pk if company else None, value)
    company_id = company.pk if company else None
    return Customer(shown_name(access, person), person.pk, company_id, value, company_name)
