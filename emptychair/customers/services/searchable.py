"""Keeps the folded text under which people and companies are found."""

from emptychair.accounts.access import Access
from emptychair.customers.models import Company, Person
from emptychair.customers.readings import guessed_reading
from emptychair.customers.rules.names import search_text


def fill_search_text(
    access: Access, row: Person | Company, *, company_name: str = "", guess: bool = True
) -> None:
    """Set `search_text` of an unsaved row. With `guess` a missing reading is guessed by machine."""
    access.workspace  # noqa: B018 - refuses before a workspace is chosen
    reading = row.name_reading or (guessed_reading(row.name) if guess else "")
    others = [row.external_id]
    if isinstance(row, Person):
        others += [row.email, row.phone, company_name]
    else:
        others.append(row.domain)
    row.search_text = search_text(row.name, reading, others)


def renew_search_text_of(access: Access, company: Company) -> int:
    """Give the people of a renamed company their new search text; says how many."""
    people = list(Person.objects.visible_to(access).filter(company=company))
    for person in people:
        fill_search_text(access, person, company_name=company.name)
    Person.objects.bulk_update(people, ["search_text"], batch_size=500)
    return len(people)
