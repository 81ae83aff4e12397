"""Who left. What that means is said here, once for all domains.

- whoever paid by contract has left when all their contracts ended and no other began within the
  days of the definition (`gap_days`);
- whoever ordered again and again has left when silent for so many of their own gaps (`buyer_gaps`);
- whoever is written as having left (`left_on`), left on that day.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import numpy as np
from django.db.models import F

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, Person
from emptychair.renewals.queries.buyers import buyers_on
from emptychair.renewals.queries.definition import meaning_of, setting_of
from emptychair.renewals.queries.terms import known_terms
from emptychair.renewals.rules.meaning import Meaning
from emptychair.renewals.rules.months import day_number, day_of_number
from emptychair.renewals.rules.runs import Runs, runs_of
from emptychair.renewals.types import BusinessKind, Left


def churned_between(access: Access, first: date, last: date) -> list[Left]:
    """Customers who left from `first` to `last`, both included, and were not back by `last`;
    earliest first, each once.
    """
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    meaning, kinds = meaning_of(access), setting_of(access).kinds
    terms = known_terms(access)
    runs = runs_of(terms.now, terms.before, meaning)
    found = {one[0]: one[1] for one in _by_contract(runs, first, last)}
    paying = {int(unit) for unit in runs.units[runs.paid_on(day_number(last))[1]]}
    if BusinessKind.REPEAT in kinds:
        for unit, left in _by_orders(access, meaning, first, last):
            if unit not in paying:
                found.setdefault(unit, left)
    for unit, left in _as_written(access, first, last):
        if unit not in paying:
            found.setdefault(unit, left)
    return sorted(found.values(), key=lambda one: (one.left_on, one.company_id or 0))


def _by_contract(runs: Runs, first: date, last: date) -> Iterator[tuple[int, Left]]:
    day = day_number(last)
    ended = np.full(len(runs.units), -1, dtype=np.int64)
    begun = runs.first <= day
    np.maximum.at(ended, runs.pair[begun], runs.end[begun])
    latest: dict[int, int] = {}
    for at, unit in enumerate(runs.units.tolist()):
        latest[unit] = max(latest.get(unit, -1), int(ended[at]))
    final = begun & (runs.end == ended[runs.pair])
    paid = np.bincount(runs.pair[final], weights=runs.monthly[final], minlength=len(ended)) * 12
    for at in np.flatnonzero((ended >= day_number(first)) & (ended <= day)).tolist():
        unit = int(runs.units[at])
        if latest[unit] == ended[at]:
            kind, currency = BusinessKind.SUBSCRIPTION, str(runs.currencies[at])
            yield unit, _left(unit, int(ended[at]), float(paid[at]), currency, kind)


def _by_orders(
    access: Access, meaning: Meaning, first: date, last: date
) -> Iterator[tuple[int, Left]]:
    found = buyers_on(access, on=last)
    gaps = found.gaps() if len(found) else None
    if gaps is None:
        return
    left = np.ceil(found.last + meaning.buyer_gaps * gaps).astype(np.int64)
    gone = (found.times >= 2) & (left >= day_number(first)) & (left <= day_number(last))
    for at in np.flatnonzero(gone).tolist():
        unit, amount = int(found.unit[at]), float(max(found.value[at], found.last_year[at]))
        currency = access.workspace.currency
        yield unit, _left(unit, int(left[at]), amount, currency, BusinessKind.REPEAT)


def _as_written(access: Access, first: date, last: date) -> Iterator[tuple[int, Left]]:
    firms = Company.objects.visible_to(access).filter(left_on__range=(first, last))
    people = Person.objects.visible_to(access).filter(
        left_on__range=(first, last), merged_into=None, company=None
    )
    columns = ("unit", "left_on", "yearly_value", "currency")
    rows = [
        *firms.annotate(unit=F("pk")).order_by("left_on", "pk").values_list(*columns),
        *people.annotate(unit=-F("pk")).order_by("left_on", "pk").values_list(*columns),
    ]
    for unit, left_on, value, currency in rows:
        words = currency or access.workspace.currency
        kind = BusinessKind.SUBSCRIPTION
        yield unit, _left(unit, day_number(left_on), float(value or 0), words, kind)


def _left(unit: int, day: int, amount: float, currency: str, kind: BusinessKind) -> Left:
    return Left(
        company_id=unit if unit > 0 else None,
        person_id=-unit if unit < 0 else None,
        left_on=day_of_number(day),
        amount=Decimal(str(round(amount, 2))),
        currency=currency,
        kind=kind,
    )
