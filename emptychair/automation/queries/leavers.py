"""Who left in some days, by the one definition, and when we knew."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from emptychair.accounts.access import Access
from emptychair.automation.types import Subject
from emptychair.customers.models import Company, Departure, Person
from emptychair.customers.queries.gone import companies_away, people_away
from emptychair.customers.rules.batches import in_batches

Left = tuple[int, Subject, date, datetime]  # number, customer, day, when we heard


def departures(access: Access, first: date, last: date, *, of_firms: bool) -> Iterator[Left]:
    """Companies or people who left from `first` to `last`, those who came back since included.
    People leave with their company; whoever was merged into somebody left as that person.
    """
    away = companies_away(access) if of_firms else people_away(access)
    found = {
        pk: [one.left_on for one in spans if first <= one.left_on <= last]
        for pk, spans in away.items()
    }
    wanted = sorted(pk for pk, days in found.items() if days)
    heard = _heard(access)
    for some in in_batches(wanted):
        for pk, company, changed in _rows(access, some, of_firms=of_firms):
            subject = Subject(None, pk) if of_firms else Subject(pk, company)
            known = heard.get(pk if of_firms else -pk) or heard.get(company or 0) or changed
            for day in found[pk]:
                yield pk, subject, day, known


def _rows(
    access: Access, ids: Sequence[int], *, of_firms: bool
) -> Iterator[tuple[int, int | None, datetime]]:
    if of_firms:
        firms = Company.objects.visible_to(access).filter(pk__in=ids).order_by("pk")
        yield from ((pk, pk, changed) for pk, changed in firms.values_list("pk", "changed_at"))
        return
    people = Person.objects.visible_to(access).filter(pk__in=ids, merged_into=None)
    yield from people.order_by("pk").values_list("pk", "company_id", "changed_at")


def _heard(access: Access) -> dict[int, datetime]:
    """By customer when a departure was noticed or moved to another day."""
    rows = Departure.objects.visible_to(access).filter(stays=False).order_by("pk")
    return dict(rows.values_list("unit", "changed_at"))
