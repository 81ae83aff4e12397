"""Who has left by now, for filters and lists: the definition of `leaving.py` as last kept, every
night and after data came in. What was written down since counts at once.

People leave with the company that is the customer, and somebody who works there leaves alone on
the day that is written on them. Who never was a customer, having only tried, has left when it is
written down.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.customers.models import Company, Departure, Person
from emptychair.customers.rules.away import Away
from emptychair.customers.rules.batches import in_batches
from emptychair.customers.types import HowLeft
from emptychair.kit.many import among

BY_RHYTHM = (HowLeft.ORDERS.value, HowLeft.SILENCE.value)


def gone_people(access: Access, on: date, *, until: date | None = None, prefix: str = "") -> Q:
    """Rows of people who were gone on a day, as it is known now; with `until` the whole time from
    then up to that day. `prefix` leads to them ("person__").
    """
    told = kept_departures(access).filter(person__isnull=False).values("person_id")
    away = _whom_they_are_about(gone_between(access, on, until or on), prefix)
    return away | (Q(**{f"{prefix}left_on__lte": on}) & ~Q(**{f"{prefix}pk__in": told}))


def gone_companies(access: Access, on: date, *, until: date | None = None, prefix: str = "") -> Q:
    """The same of companies; `prefix` leads to them ("company__")."""
    told = kept_departures(access).filter(company__isnull=False).values("company_id")
    away = gone_between(access, on, until or on).filter(company__isnull=False)
    written = Q(**{f"{prefix}left_on__lte": on}) & ~Q(**{f"{prefix}pk__in": told})
    return Q(**{f"{prefix}pk__in": away.values("company_id")}) | written


def company_is_gone(access: Access, on: date) -> Q:
    """The same of rows with a company, where few are asked about: each by itself, in an index."""
    of_it = {"company": OuterRef("company")}
    away = Exists(gone_between(access, on, on).filter(**of_it))
    told = Exists(kept_departures(access).filter(**of_it))
    return Q(away) | (Q(company__left_on__lte=on) & ~Q(told))


def no_longer_there(access: Access, on: date, *, prefix: str = "") -> Q:
    """Rows of people whom one no longer speaks with for their customer: they left themselves. Their
    company may have left as a whole, or they only stopped coming: those can be won back.
    """
    own = gone_between(access, on, on).filter(person__isnull=False)
    told = kept_departures(access).filter(person__isnull=False).values("person_id")
    away = own.exclude(how__in=BY_RHYTHM).values("person_id")
    written = Q(**{f"{prefix}left_on__lte": on}) & ~Q(**{f"{prefix}pk__in": told})
    return Q(**{f"{prefix}pk__in": away}) | written


def gone_between(access: Access, first: date, last: date) -> QuerySet[Departure]:
    """Departures that hold from one day up to another; of people and of companies."""
    rows = Departure.objects.visible_to(access).filter(stays=False, left_on__lte=first)
    return rows.filter(Q(back_on=None) | Q(back_on__gt=last))


def _whom_they_are_about(rows: QuerySet[Departure], prefix: str) -> Q:
    """People whom these departures are about: their own, or that of their company."""
    own = rows.filter(person__isnull=False).values("person_id")
    firms = rows.filter(company__isnull=False).values("company_id")
    return Q(**{f"{prefix}pk__in": own}) | Q(**{f"{prefix}company_id__in": firms})


def kept_departures(access: Access) -> QuerySet[Departure]:
    """Who is gone now, and who is said to be and is not."""
    return Departure.objects.visible_to(access).filter(back_on=None)


def people_away(access: Access, people: Collection[int] | None = None) -> dict[int, list[Away]]:
    """By person the spans in which they were gone; of everybody where nobody is named."""
    rows = Person.objects.visible_to(access)
    found: dict[int, list[Away]] = {}
    if people is None:
        found = _away_of(access, rows, _known(access))
    else:
        for some in in_batches(sorted(set(people))):
            mine = rows.filter(pk__in=some)
            firms = mine.exclude(company=None).values("company_id")
            wanted = Q(person__in=some) | Q(company_id__in=firms)
            found |= _away_of(access, mine, _known(access, wanted))
    return found


def away_among(
    access: Access, people: Mapping[int, tuple[date | None, int | None]]
) -> dict[int, list[Away]]:
    """The same of people who were read already: by id the day that is written on them, and their
    company. One question.
    """
    found: dict[int, list[Away]] = {}
    firms = {company for _written, company in people.values() if company is not None}
    known = _known(access, Q(among("person_id", people)) | Q(among("company_id", firms)))
    for pk in sorted(people):
        written, company = people[pk]
        spans = [] if written is None else _said(-pk, written, known)
        spans += [*known.away.get(-pk, ()), *known.away.get(company or 0, ())]
        if spans:
            found[pk] = _in_order(spans)
    return found


def companies_away(
    access: Access, companies: Collection[int] | None = None
) -> dict[int, list[Away]]:
    """The same of companies."""
    rows = Company.objects.visible_to(access)
    if companies is None:
        return _firms_away(access, rows, _known(access))
    found: dict[int, list[Away]] = {}
    for some in in_batches(sorted(set(companies))):
        wanted = rows.filter(pk__in=some)
        found |= _firms_away(access, wanted, _known(access, Q(company__in=some)))
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """Departures by unit, and the units that only are said to have left."""

    away: dict[int, list[Away]]
    here: set[int]


def _known(access: Access, wanted: Q | None = None) -> _Known:
    rows = Departure.objects.visible_to(access)
    rows = rows.filter(wanted) if wanted is not None else rows
    away: dict[int, list[Away]] = defaultdict(list)
    here = set()
    for unit, left_on, back_on, how, stays in rows.order_by("left_on", "pk").values_list(
        "unit", "left_on", "back_on", "how", "stays"
    ):
        if stays:
            here.add(unit)
        else:
            away[unit].append(Away(left_on, back_on, how in BY_RHYTHM))
    return _Known(away, here)


def _away_of(access: Access, rows: QuerySet[Person], known: _Known) -> dict[int, list[Away]]:
    del access
    written = rows.filter(left_on__isnull=False)
    found: dict[int, list[Away]] = defaultdict(list)
    for pk, day in written.values_list("pk", "left_on").iterator(5000):
        if day is not None:
            found[pk] += _said(-pk, day, known)
    for unit, spans in known.away.items():
        if unit < 0:
            found[-unit] += spans
    firms = [unit for unit in known.away if unit > 0]
    for pk, company in _people_of(rows, firms):
        found[pk] += known.away[company]
    return {pk: _in_order(spans) for pk, spans in found.items() if spans}


def _people_of(rows: QuerySet[Person], firms: list[int]) -> Iterable[tuple[int, int]]:
    for some in in_batches(sorted(firms)):
        pairs = rows.filter(company__in=some).values_list("pk", "company_id")
        yield from ((pk, company or 0) for pk, company in pairs)


def _firms_away(access: Access, rows: QuerySet[Company], known: _Known) -> dict[int, list[Away]]:
    del access
    found = {unit: list(spans) for unit, spans in known.away.items() if unit > 0}
    written = rows.filter(left_on__isnull=False)
    for pk, day in written.values_list("pk", "left_on").iterator(5000):
        if day is not None:
            found.setdefault(pk, []).extend(_said(pk, day, known))
    return {pk: _in_order(spans) for pk, spans in found.items() if spans}


def _said(unit: int, day: date, known: _Known) -> list[Away]:
    """What is written down, where the last reading had not taken it in."""
    open_now = any(one.back_on is None for one in known.away.get(unit, ()))
    return [] if open_now or unit in known.here else [Away(day)]


def _in_order(spans: list[Away]) -> list[Away]:
    return sorted(spans, key=lambda one: (one.left_on, one.quietly))
