"""Finding people and companies by any part of a name, however it is typed."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.customers.models import Company, Person
from emptychair.customers.rules.names import wanted_words
from emptychair.kit.masking import mask_email, mask_name, mask_names

_MANY = 500  # candidates of which the best are shown


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody, fit to show."""

    id: int
    name: str
    company: str
    email: str
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class FoundCompany:
    """A company, fit to show."""

    id: int
    name: str
    region: str


def people_of(access: Access) -> QuerySet[Person]:
    """Everybody who may be seen and was not merged into somebody else."""
    rows = Person.objects.visible_to(access).filter(merged_into=None)
    return rows.none() if access.assigned_only else rows


def people_matching(access: Access, text: str) -> QuerySet[Person]:
    """People in whose name, reading, company, address or number every typed word occurs.

    Who may not see names cannot find by them: company and whole external id only.
    """
    rows = people_of(access)
    if not access.may_see_names:
        company = Q(company__in=companies_matching(access, text).values("pk"))
        return rows.filter(company | Q(external_id=text.strip())) if text.strip() else rows
    return rows.filter(_contains_all(text))


def companies_matching(access: Access, text: str) -> QuerySet[Company]:
    """Companies in whose name, reading, domain or number every typed word occurs."""
    rows = Company.objects.visible_to(access)
    if access.assigned_only:
        return rows.none()
    return rows.filter(_contains_all(text))


def named(access: Access, text: str) -> Q:
    """Rows of lists whose `company` or `person` matches.

    Few are found first, and their rows by an index. Of many the first rows of any order are soon
    met: such a list is walked in its own order until a page is full.
    """
    companies, people = companies_matching(access, text), people_matching(access, text)
    walked = _company_fits(access, text) | _person_fits(access, text)
    return _about(companies, people, walked)


def owned_by(access: Access, user_id: int) -> Q:
    """Rows of lists whose `company` or `person` this colleague looks after, found likewise."""
    companies = Company.objects.visible_to(access).filter(owner=user_id)
    people = Person.objects.visible_to(access).filter(owner=user_id)
    return _about(companies, people, Q(company__owner=user_id) | Q(person__owner=user_id))


def _about(companies: QuerySet[Company], people: QuerySet[Person], walked: Q) -> Q:
    firms = _few(companies)
    alone = None if firms is None else _few(people)
    return walked if alone is None else Q(company__in=firms) | Q(person__in=alone)


def _few(rows: "QuerySet[Company] | QuerySet[Person]") -> list[int] | None:
    """Their numbers; nothing where they are many."""
    found = list(rows.order_by().values_list("pk", flat=True)[: _MANY + 1])
    return found if len(found) <= _MANY else None


def _company_fits(access: Access, text: str) -> Q:
    if access.assigned_only:
        return Q(pk__in=[])
    return Q(company__isnull=False) & _contains_all(text, "company__")


def _person_fits(access: Access, text: str) -> Q:
    if access.assigned_only:
        return Q(pk__in=[])
    found = Q(person__isnull=False, person__merged_into=None)
    if access.may_see_names:
        return found & _contains_all(text, "person__")
    theirs = Q(person__company__isnull=False) & _contains_all(text, "person__company__")
    return found & (theirs | Q(person__external_id=text.strip()))


def find_people(access: Access, *, text: str, limit: int = 10) -> list[FoundPerson]:
    """The first people who match, by name; nothing for an empty text."""
    if not wanted_words(text):
        return []
    matching = people_matching(access, text).values_list("pk", flat=True)
    keys = list(matching.order_by()[: max(_MANY, limit)])
    rows = Person.objects.visible_to(access).filter(pk__in=keys).select_related("company")
    return [found_person(access, row) for row in rows.order_by("name", "pk")[:limit]]


def found_person(access: Access, row: Person) -> FoundPerson:
    """A row as it may be shown to `access`."""
    return FoundPerson(
        id=row.pk,
        name=shown_name(access, row),
        company=row.company.name if row.company is not None else "",
        email=row.email if access.may_see_names or not row.email else mask_email(row.email),
        title=row.title,
        language=row.language,
    )


def shown_name(access: Access, row: Person) -> str:
    """The name of a person, else address, else external id; masked where it must be."""
    if access.may_see_names:
        return str(row) or f"#{row.pk}"
    if row.name:
        return mask_name(row.name, row.language or access.workspace.language)
    return mask_email(row.email) if row.email else row.external_id or f"#{row.pk}"


def shown_words(access: Access, text: str, row: Person | None) -> str:
    """What somebody wrote about a person; without names and addresses where it must be."""
    if access.may_see_names or not text:
        return text
    names = (row.name, row.name_reading) if row is not None else ()
    return mask_names(text, [name for name in names if name])


def find_companies(access: Access, *, text: str, limit: int = 5) -> list[FoundCompany]:
    """The first companies that match, by name; nothing for an empty text."""
    if not wanted_words(text):
        return []
    rows = companies_matching(access, text).order_by("name", "pk")[:limit]
    return [FoundCompany(id=row.pk, name=row.name, region=row.region) for row in rows]


def _contains_all(text: str, path: str = "") -> Q:
    every = Q()
    for word in wanted_words(text):
        some = Q()
        for form in word.forms:
            some |= Q(**{f"{path}search_text__contains": form})
        every &= some
    return every
