"""What was known of customers at an earlier moment: since when, events, contracts."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, Q

from emptychair.accounts.access import Access
from emptychair.automation.facts import When, by_value, people_of_whens, register_past
from emptychair.automation.types import Line
from emptychair.customers.models import Contract, ContractChange, CustomerEvent, Person
from emptychair.customers.queries.gone import people_away
from emptychair.customers.rules.away import gone_since
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.periods import local_day, month_of, months_later

MONTHS = {"month": 1, "year": 12}
Values = Mapping[When, Any]
_Standing = tuple[Contract, Contract | ContractChange]  # the contract, and its terms then


def _days_of_people(column: str) -> Callable[[Access, Sequence[When]], Values]:
    """A day of the person, from when it had come; before that nobody knew it."""

    def read(access: Access, whens: Sequence[When]) -> Values:
        zone, found = access.workspace.zone, dict[int, date | None]()
        for some in in_batches(sorted(people_of_whens(whens))):
            rows = Person.objects.visible_to(access).filter(pk__in=some)
            found.update(rows.values_list("pk", column))
        return {when: _if_come(found.get(when[0].person_id or 0), when[1], zone) for when in whens}

    return read


def _if_come(day: date | None, moment: datetime, zone: Any) -> date | None:
    return day if day is not None and day <= local_day(moment, zone) else None


def left_then(access: Access, whens: Sequence[When]) -> Values:
    """Since when somebody had left at a moment, where they had and were not back."""
    zone, spans = access.workspace.zone, people_away(access, people_of_whens(whens))
    away = {
        when: gone_since(spans.get(when[0].person_id or 0, []), local_day(when[1], zone))
        for when in whens
    }
    return {when: one.left_on if one else None for when, one in away.items()}


def last_seen(access: Access, whens: Sequence[When]) -> Values:
    """The day of the last event until then; one question for each moment."""
    zone, found = access.workspace.zone, {}
    by_moment: dict[datetime, list[When]] = defaultdict(list)
    for when in whens:
        by_moment[when[1]].append(when)
    for moment, those in by_moment.items():
        rows = CustomerEvent.objects.visible_to(access).filter(
            person_id__in=people_of_whens(those), occurred_at__lte=moment
        )
        last = dict(
            rows.order_by().values("person_id").annotate(last=Max("occurred_at"))
            .values_list("person_id", "last")
        )  # fmt: skip
        for when in those:
            known = last.get(when[0].person_id or 0)
            found[when] = local_day(known, zone) if known else None
    return found


def events_then(access: Access, line: Line, whens: Sequence[When]) -> set[When]:
    """Who did, or did not do, something in the days before."""
    span = timedelta(days=line.days)
    if not whens:
        return set()
    first = min(moment for _one, moment in whens) - span
    done: dict[int, list[datetime]] = defaultdict(list)
    for some in in_batches(sorted(people_of_whens(whens))):
        rows = CustomerEvent.objects.visible_to(access).filter(
            name=line.value, person_id__in=some, occurred_at__gte=first
        )
        for person, moment in rows.order_by("occurred_at").values_list("person_id", "occurred_at"):
            done[person or 0].append(moment)

    def happened(when: When) -> bool:
        moments = done.get(when[0].person_id or 0, [])
        return bisect_left(moments, when[1] - span) < bisect_right(moments, when[1])

    return {
        when for when in whens if when[0].person_id and happened(when) == (line.operator == "done")
    }


def contracts_then(access: Access, whens: Sequence[When]) -> dict[When, _Standing]:
    """The contract that ran at each moment, as it stood then; the company's before the person's,
    and of several the one that began last. Two questions.
    """
    people = people_of_whens(whens)
    companies = {one.company_id for one, _moment in whens if one.company_id}
    rows = Contract.objects.visible_to(access).filter(
        Q(person_id__in=people) | Q(company_id__in=companies)
    )
    of: dict[tuple[str, int], list[Contract]] = defaultdict(list)
    for row in rows.order_by("starts_on", "pk"):
        for kind, number in (("company", row.company_id), ("person", row.person_id)):
            if number:
                of[kind, number].append(row)
    before = _changes(access, rows.values("pk"))
    zone, found = access.workspace.zone, {}
    for when in whens:
        subject, day = when[0], local_day(when[1], zone)
        for key in (("company", subject.company_id or 0), ("person", subject.person_id or 0)):
            running = [one for one in of.get(key, []) if _runs(one, day)]
            if running:
                found[when] = (running[-1], _terms(running[-1], before, day))
                break
    return found


def _changes(access: Access, contracts: Any) -> dict[int, list[ContractChange]]:
    found: dict[int, list[ContractChange]] = defaultdict(list)
    rows = ContractChange.objects.visible_to(access).filter(contract__in=contracts)
    for row in rows.order_by("counts_from", "pk"):
        found[row.contract_id].append(row)
    return found


def _runs(row: Contract, day: date) -> bool:
    return row.starts_on <= day and (row.cancelled_on is None or row.cancelled_on > day)


def _terms(
    row: Contract, before: Mapping[int, list[ContractChange]], day: date
) -> Contract | ContractChange:
    return next((one for one in before.get(row.pk, []) if one.counts_from > day), row)


def _of_contract(
    pick: Callable[[Contract | ContractChange, date], Any],
) -> Callable[[Access, Sequence[When]], Values]:
    def read(access: Access, whens: Sequence[When]) -> Values:
        zone = access.workspace.zone
        return {
            when: pick(terms, local_day(when[1], zone))
            for when, (_row, terms) in contracts_then(access, whens).items()
        }

    return read


def _renews_in(terms: Contract | ContractChange, day: date) -> int | None:
    """Days to the next renewal; one that was moved on since lay whole terms earlier."""
    renews, step = terms.renews_on, MONTHS.get(terms.period, 0)
    while renews and step and (earlier := _months_back(renews, step)) > day:
        renews = earlier
    return (renews - day).days if renews else None


def _months_back(day: date, months: int) -> date:
    first = months_later(month_of(day).first, -months)
    return first.replace(day=min(day.day, month_of(first).last.day))


def _has_contract(access: Access, whens: Sequence[When]) -> Values:
    found = contracts_then(access, whens)
    return {when: when in found for when in whens}


def _register_own() -> None:
    register_past("joined", by_value("day", _days_of_people("joined_on")))
    register_past("left", by_value("day", left_then))
    register_past("last_seen", by_value("day", last_seen))
    register_past("event", events_then)
    register_past("plan", by_value("text", _of_contract(lambda terms, _day: terms.plan)))
    register_past("seats", by_value("number", _of_contract(lambda terms, _day: terms.seats)))
    register_past("renews_in", by_value("number", _of_contract(_renews_in)))
    register_past("has_contract", by_value("switch", _has_contract))


_register_own()
