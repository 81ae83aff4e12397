"""Who left, with what they paid. What "left" means is said in `customers`, once for all domains;
the days and gaps in it are those of the definition in force.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import numpy as np

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, Person
from emptychair.customers.queries.known_terms import known_terms
from emptychair.customers.queries.leaving import Departure, Leaving, leaving_asof
from emptychair.customers.rules.months import day_number, day_of_number
from emptychair.customers.rules.runs import runs_of
from emptychair.customers.types import HowLeft
from emptychair.renewals.queries.buyers import buyers_on
from emptychair.renewals.queries.definition import meaning_of
from emptychair.renewals.types import BusinessKind, Left

AT_ONCE = 500
Worth = dict[int, tuple[float, str]]  # by customer: a year of it, and its currency


def churned_between(access: Access, first: date, last: date) -> list[Left]:
    """Customers who left from `first` to `last`, both included, and were not back by `last`;
    earliest first, each once. A contract that is known by now to have followed soon is no leaving.
    """
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    found = leaving_asof(access, last, hindsight=True)
    begun = day_number(first)
    rows = [one for one in found.by_unit.values() if one.day >= begun]
    worth = _worth(access, found, rows, last) if rows else {}
    left = [_left(one, *worth.get(one.unit, (0.0, access.workspace.currency))) for one in rows]
    return sorted(left, key=lambda one: (one.left_on, one.company_id or 0, one.person_id or 0))


def _worth(access: Access, found: Leaving, rows: list[Departure], last: date) -> Worth:
    """What each of them paid a year: by contract, by orders, or as it was written down."""
    worth = _written(access, [one.unit for one in rows])
    if any(one.how == HowLeft.ORDERS for one in rows):
        bought = buyers_on(access, on=last)
        values = np.maximum(bought.value, bought.last_year)
        currency = access.workspace.currency
        orders = dict(zip(bought.unit.tolist(), values.tolist(), strict=True))
        worth |= {
            one.unit: (orders.get(one.unit, 0.0), currency)
            for one in rows
            if one.how == HowLeft.ORDERS
        }
    if any(one.how == HowLeft.CONTRACT for one in rows):
        ended = {one.unit: one.day for one in rows if one.how == HowLeft.CONTRACT}
        worth |= _by_contract(access, found, ended)
    return worth


def _by_contract(access: Access, found: Leaving, ended: dict[int, int]) -> Worth:
    """The amount of the day before the last contract ended, in the currency of the largest."""
    terms = known_terms(access)
    runs = runs_of(terms.now, terms.before, meaning_of(access))
    whose = found.customers.customer_of(runs.units)[runs.pair]
    sums: dict[tuple[int, str], float] = {}
    for at, unit in enumerate(whose.tolist()):
        if unit in ended and runs.first[at] < ended[unit] <= runs.end[at]:
            key = (unit, str(runs.currencies[runs.pair[at]]))
            sums[key] = sums.get(key, 0.0) + 12 * float(runs.monthly[at])
    worth: Worth = {}
    for (unit, currency), amount in sums.items():
        if unit not in worth or amount > worth[unit][0]:
            worth[unit] = (amount, currency)
    return worth


def _written(access: Access, units: list[int]) -> Worth:
    worth: Worth = {}
    usual = access.workspace.currency
    for table, sign in ((Company, 1), (Person, -1)):
        ids = [sign * one for one in units if sign * one > 0]
        for some in _parts(ids):
            rows = table.objects.visible_to(access).filter(pk__in=some)
            for pk, value, currency in rows.values_list("pk", "yearly_value", "currency"):
                worth[sign * pk] = (float(value or 0), currency or usual)
    return worth


def _parts(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _left(one: Departure, amount: float, currency: str) -> Left:
    by_order = one.how == HowLeft.ORDERS
    return Left(
        company_id=one.unit if one.unit > 0 else None,
        person_id=-one.unit if one.unit < 0 else None,
        left_on=day_of_number(one.day),
        amount=Decimal(str(round(amount, 2))),
        currency=currency,
        kind=BusinessKind.REPEAT if by_order else BusinessKind.SUBSCRIPTION,
        how=one.how,
    )
