"""What was known of customers at an earlier moment: answers, cases, silence, health."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.automation.facts import When, by_value, people_of_whens, register_past
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.periods import local_day
from emptychair.loop.models import Case
from emptychair.silence.queries.then import signs_of, silent_on
from emptychair.success.models import CustomerHealth
from emptychair.surveys.models import Invitation, Response
from emptychair.surveys.queries.conditions import GROUPS

Values = Mapping[When, Any]
_Series = Mapping[int, list[tuple[datetime, Any]]]
COLUMNS = {"health_outcome": 1, "health_experience": 3, "risk": 5}  # in a month of `history`


def _newest(series: _Series, when: When) -> tuple[datetime, Any] | None:
    rows = series.get(when[0].person_id or 0, [])
    place = bisect_right(rows, when[1], key=lambda row: row[0])
    return rows[place - 1] if place else None


def _by_person(people: set[int], rows: Callable[[Sequence[int]], Iterable[Any]]) -> _Series:
    found: dict[int, list[tuple[datetime, Any]]] = defaultdict(list)
    for some in in_batches(sorted(people)):
        for person, moment, value in rows(some):
            found[person or 0].append((moment, value))
    return found


def last_recommendation(access: Access, whens: Sequence[When]) -> Values:
    """Promoter, passive or detractor by the newest 0 to 10 until then."""
    rows = Response.objects.visible_to(access).counted().filter(metric="nps", score__isnull=False)
    series = _by_person(
        people_of_whens(whens),
        lambda some: (
            rows.filter(person_id__in=some)
            .order_by("answered_at", "pk")
            .values_list("person_id", "answered_at", "score")
        ),
    )
    return {when: _group(found[1]) for when in whens if (found := _newest(series, when))}


def _group(score: float) -> str:
    return next((name for name, (low, high) in GROUPS.items() if low <= score <= high), "")


def _last_day(table: Any, column: str) -> Callable[[Access, Sequence[When]], Values]:
    """The day of the newest row until then."""

    def read(access: Access, whens: Sequence[When]) -> Values:
        rows, zone = table.objects.visible_to(access).counted(), access.workspace.zone
        series = _by_person(
            people_of_whens(whens),
            lambda some: (
                rows.filter(person_id__in=some, **{f"{column}__isnull": False})
                .order_by(column, "pk")
                .values_list("person_id", column, "pk")
            ),
        )
        return {
            when: local_day(found[0], zone) for when in whens if (found := _newest(series, when))
        }

    return read


def open_cases(access: Access, whens: Sequence[When]) -> Values:
    """Whether a case was open then; one that was opened again counts from its beginning."""
    spans: dict[int, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for some in in_batches(sorted(people_of_whens(whens))):
        rows = Case.objects.visible_to(access).filter(person_id__in=some)
        for person, opened, closed in rows.values_list("person_id", "opened_at", "closed_at"):
            spans[person or 0].append((opened, closed))
    return {
        when: any(
            opened <= when[1] and (closed is None or closed > when[1])
            for opened, closed in spans.get(when[0].person_id or 0, [])
        )
        for when in whens
    }


def silent_then(access: Access, whens: Sequence[When]) -> Values:
    """Whether a silence of the person or of the company had been noticed and had not ended."""
    units, zone = _units(whens), access.workspace.zone
    spans = silent_on(access, units)
    return {
        when: any(
            began <= day and (ended is None or ended > day)
            for unit in _units([when])
            for began, ended in spans.get(unit, [])
        )
        for when in whens
        for day in [local_day(when[1], zone)]
    }


def silent_days(access: Access, whens: Sequence[When]) -> Values:
    """Days since the last sign of life until then; of the company where there is one."""
    units, zone = _units(whens), access.workspace.zone
    days = signs_of(access, units)
    found = {}
    for when in whens:
        subject, day = when[0], local_day(when[1], zone)
        signs = days.get(subject.company_id or 0) or days.get(-(subject.person_id or 0), [])
        place = bisect_right(signs, day)
        found[when] = (day - signs[place - 1]).days if place else None
    return found


def _units(whens: Iterable[When]) -> set[int]:
    """Numbers of companies, and of people below nothing."""
    found = {one.company_id or 0 for one, _moment in whens}
    return (found | {-(one.person_id or 0) for one, _moment in whens}) - {0}


def _health(name: str) -> Callable[[Access, Sequence[When]], Values]:
    """The last of the monthly readings until then."""
    place, times = COLUMNS[name], 100 if name == "risk" else 1

    def read(access: Access, whens: Sequence[When]) -> Values:
        people = people_of_whens(whens)
        companies = {one.company_id for one, _moment in whens if one.company_id}
        rows = CustomerHealth.objects.visible_to(access).filter(
            Q(person_id__in=people) | Q(company_id__in=companies)
        )
        history = dict(rows.values_list("unit", "history"))
        zone = access.workspace.zone
        return {
            when: _at(months, local_day(when[1], zone), place, times)
            for when in whens
            for months in [_months(history, when)]
        }

    return read


def _months(history: Mapping[int, list[list[Any]]], when: When) -> list[list[Any]]:
    subject = when[0]
    own = history.get(subject.company_id or 0)
    return own if own is not None else history.get(-(subject.person_id or 0), [])


def _at(months: list[list[Any]], day: date, place: int, times: int) -> float | None:
    known = [one for one in months if one[0] <= day.isoformat()]
    value = max(known, key=lambda one: str(one[0]))[place] if known else None
    return None if value is None else value * times


def _register_own() -> None:
    register_past("last_nps", by_value("choice", last_recommendation))
    register_past("last_answer", by_value("day", _last_day(Response, "answered_at")))
    register_past("last_asked", by_value("day", _last_day(Invitation, "asked_at")))
    register_past("open_case", by_value("switch", open_cases))
    register_past("silent", by_value("switch", silent_then))
    register_past("silent_days", by_value("number", silent_days))
    for name in COLUMNS:
        register_past(name, by_value("number", _health(name)))


_register_own()
