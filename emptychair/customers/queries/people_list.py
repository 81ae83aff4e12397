"""The list of customers."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.customers.queries.finding import people_matching, people_of, shown_name
from emptychair.customers.queries.lookup import segment_with_id
from emptychair.customers.queries.segment_people import people_in_segment

SORTS = {
    "name": ("name", "pk"),
    "value": (F("yearly_value").desc(nulls_last=True), "-pk"),
    "seen": (F("last_event_at").desc(nulls_last=True),),
    "newest": ("-pk",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilters:
    """What the list is narrowed to."""

    text: str = ""
    segment_id: int | None = None
    company_id: int | None = None
    owner_id: int | None = None
    language: str = ""
    heard: str = ""  # yes: they answered at least once; no: never
    sort: str = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One line of the list, fit to show."""

    id: int
    name: str
    company: str
    company_id: int | None
    title: str
    owner: str
    segment: str
    yearly_value: Decimal | None
    currency: str
    last_event_at: datetime | None
    joined_on: date | None


def people_listed(access: Access, filters: PeopleFilters) -> QuerySet[Person]:
    """The people that fit, sorted, with company and owner; `person_rows` makes them fit to show."""
    access.require(Permission.CUSTOMER_READ)
    rows = people_matching(access, filters.text) if filters.text.strip() else people_of(access)
    if filters.segment_id:
        segment = segment_with_id(access, filters.segment_id)
        rows = rows & people_in_segment(access, segment)
    for column in ("company_id", "owner_id", "language"):
        wanted = getattr(filters, column)
        if wanted:
            rows = rows.filter(**{column: wanted})
    if filters.heard in {"yes", "no"}:
        rows = rows.filter(_heard(heard=filters.heard == "yes"))
    sort = filters.sort if filters.sort in SORTS else "newest"
    if sort == "name" and not access.may_see_names:
        sort = "newest"  # the order would tell what the mask hides
    order: tuple[Any, ...] = SORTS[sort]
    return rows.select_related("company", "owner").order_by(*order)


def person_rows(access: Access, people: list[Person]) -> list[PersonRow]:
    """Rows of a page as the list shows them."""
    return [_row(access, person) for person in people]


def languages_in_use(access: Access) -> list[str]:
    """Languages that people here have, for the filter."""
    rows = people_of(access).exclude(language="").order_by("language")
    return list(rows.values_list("language", flat=True).distinct()[:20])


def has_people(access: Access) -> bool:
    """Whether anybody is there at all."""
    return people_of(access).exists()


def _heard(*, heard: bool) -> Any:
    # The table lies in a domain above; its rows point here, so the model knows the way.
    answers: Any = Person._meta.get_field("responses").related_model  # noqa: SLF001 - Django's
    found = Exists(answers.objects.filter(person=OuterRef("pk"), is_counted=True))
    return found if heard else ~found


def _row(access: Access, person: Person) -> PersonRow:
    company = person.company
    return PersonRow(
        id=person.pk,
        name=shown_name(access, person),
        company=company.name if company else "",
        company_id=person.company_id,
        title=person.title,
        owner=str(person.owner) if person.owner else "",
        segment=person.segment,
        yearly_value=person.yearly_value,
        currency=person.currency or access.workspace.currency,
        last_event_at=person.last_event_at,
        joined_on=person.joined_on,
    )
