"""What customers pay by contract on a day, by the definition in force."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.known_terms import known_terms
from emptychair.customers.queries.membership import Membership
from emptychair.customers.revenue_meaning import meaning_in_force
from emptychair.customers.rules.dearer import Dearer, increases
from emptychair.customers.rules.meaning import Meaning
from emptychair.customers.rules.months import NEVER, Days, day_number
from emptychair.customers.rules.runs import (
    STEPS,
    Terms,
    paid_terms,
    runs_of,
    spans_of,
    terms_over_time,
)
from emptychair.customers.rules.trials import is_trial


@dataclass(frozen=True, slots=True)
class ContractRuns:
    """Columns: terms that somebody paid for, from `first` up to, not including, `end`. `began` is
    the first day of the contract they belong to, `monthly` is 0 in another currency, `seats` below
    nothing where there are none, `months` the length of a term. Trials stand apart.
    """

    unit: Days
    first: Days
    end: Days
    contract: Days
    began: Days
    monthly: NDArray[np.float64]
    seats: NDArray[np.float64]
    months: NDArray[np.float64]
    tried: Days  # customers of trials
    tried_first: Days
    tried_end: Days
    tried_contract: Days


def contract_runs(access: Access, customers: Membership) -> ContractRuns:
    """Everything that was ever paid or tried, each customer under their own number."""
    access.require(Permission.CUSTOMER_READ)
    terms, meaning = known_terms(access), meaning_in_force(access)
    over_time = terms_over_time(terms.now, terms.before)
    began = {one.contract: one.starts for one in reversed(over_time)}
    words = meaning.trial_words
    paid = [one for one in paid_terms(over_time, meaning) if _lasts(one)]
    trials = [one for one in over_time if is_trial(one.amount, one.plan, words)]
    first, end = spans_of(paid, meaning)
    tried_first, tried_end = spans_of(trials, replace(meaning, once_months=0))
    return ContractRuns(
        unit=customers.customer_of(_whole(one.unit for one in paid)),
        first=first,
        end=end,
        contract=_whole(one.contract for one in paid),
        began=_whole(began[one.contract] for one in paid),
        monthly=np.array([_monthly(one, meaning) for one in paid], dtype=np.float64),
        seats=np.array([-1.0 if one.seats is None else one.seats for one in paid], dtype=float),
        months=np.array([STEPS.get(one.period, 0) for one in paid], dtype=np.float64),
        tried=customers.customer_of(_whole(one.unit for one in trials)),
        tried_first=tried_first,
        tried_end=tried_end,
        tried_contract=_whole(one.contract for one in trials),
    )


def prices_raised(access: Access, customers: Membership, *, fewest: int) -> list[Dearer]:
    """Plans that became dearer for at least so many contracts within a month, newest first."""
    access.require(Permission.CUSTOMER_READ)
    terms, words = known_terms(access), meaning_in_force(access).trial_words
    found = increases(terms_over_time(terms.now, terms.before), words, fewest=fewest)
    for one in found:
        one.units = set(customers.customer_of(_whole(one.units)).tolist())
    return found


def _lasts(one: Terms) -> bool:
    """Whether it was not over before it began."""
    return min(one.until, NEVER if one.cancelled is None else one.cancelled) > one.starts


def _whole(values: Iterable[int]) -> Days:
    return np.fromiter(values, dtype=np.int64)


def _monthly(one: Terms, meaning: Meaning) -> float:
    rate, currency = meaning.rate(one.currency)
    ours = currency == meaning.currency
    return one.amount * rate / (STEPS.get(one.period) or meaning.once_months or 1) if ours else 0.0


class YearlyPaid:
    """What each customer with a paid contract pays a year, in the currency of the workspace;
    nothing for who pays in another one without a rate. Contracts are read once for all days.
    """

    def __init__(self, access: Access) -> None:
        access.require(Permission.CUSTOMER_READ)
        terms = known_terms(access)
        self._currency = access.workspace.currency
        self._runs = runs_of(terms.now, terms.before, meaning_in_force(access))

    def on(self, customers: Membership, day: date) -> dict[int, float]:
        """By the number of the customer."""
        amounts, there = self._runs.paid_on(day_number(day))
        whose = customers.customer_of(self._runs.units).tolist()
        paid: dict[int, float] = {}
        for at in there.nonzero()[0].tolist():
            ours = str(self._runs.currencies[at]) == self._currency
            yearly = 12 * float(amounts[at]) if ours else 0.0
            paid[whose[at]] = paid.get(whose[at], 0.0) + yearly
        return paid
