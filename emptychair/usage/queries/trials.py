"""Trials and free plans: who is on one, who came to pay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.known_terms import known_terms
from emptychair.customers.rules.months import day_number, day_of_number
from emptychair.customers.rules.runs import Terms, terms_over_time
from emptychair.usage.queries.definitions import use_definition
from emptychair.usage.rules.definitions import UseDefinition
from emptychair.usage.types import TrialState


@dataclass(frozen=True, slots=True)
class Trial:
    """The first trial of a customer: from when, until when it runs, and since when they pay."""

    person_id: int | None
    company_id: int | None
    begun_on: date
    ends_on: date
    paid_on: date | None

    def state(self, on: date) -> TrialState:
        """How it stands on a day."""
        if self.paid_on is not None and self.paid_on <= on:
            return TrialState.PAID
        return TrialState.RUNNING if on <= self.ends_on else TrialState.ENDED

    def days(self, on: date) -> tuple[int, bool]:
        """Days until they paid, or until the day; and whether they paid."""
        paid = self.paid_on is not None and self.paid_on <= on
        until = self.paid_on if paid and self.paid_on else on
        return max((until - self.begun_on).days, 0), paid


def trials_asof(access: Access, on: date) -> list[Trial]:
    """The first trial of everybody who had one by a day, the oldest first. It turns to paid by
    another contract, or where terms of the same one begin to cost something.
    """
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    definition, known, day = use_definition(access), known_terms(access), day_number(on)
    of: dict[int, list[Terms]] = {}
    for one in terms_over_time(known.now, known.before):
        if one.starts <= day:
            of.setdefault(one.unit, []).append(one)
    trials = [
        trial
        for unit, terms in of.items()
        for trial in [_trial(definition, unit, sorted(terms, key=lambda one: one.starts), day)]
        if trial is not None
    ]
    return sorted(trials, key=lambda one: (one.begun_on, one.company_id or 0, one.person_id or 0))


def _trial(definition: UseDefinition, unit: int, terms: Iterable[Terms], on: int) -> Trial | None:
    person, company = (None, unit) if unit > 0 else (-unit, None)
    first: Terms | None = None
    for one in terms:
        is_free = definition.is_trial(one.amount, one.plan)
        if first is None:
            if not is_free:
                return None  # they paid from the beginning
            first = one
        elif not is_free:
            begun, ends = day_of_number(first.starts), _end(definition, first, on)
            return Trial(person, company, begun, ends, day_of_number(one.starts))
    if first is None:
        return None
    return Trial(person, company, day_of_number(first.starts), _end(definition, first, on), None)


def _end(definition: UseDefinition, one: Terms, on: int) -> date:
    """When other terms began, else as the contract says, else by the usual length of a trial."""
    told = one.until if one.until <= on else one.cancelled or one.renews
    return day_of_number(told or one.starts + definition.trial_days)
