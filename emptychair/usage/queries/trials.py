"""Trials and free plans: who is on one, who came to pay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Contract
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


@dataclass(frozen=True, slots=True)
class _Contract:
    person_id: int | None
    company_id: int | None
    plan: str
    amount: Decimal
    starts_on: date
    renews_on: date | None
    cancelled_on: date | None


def trials_asof(access: Access, on: date) -> list[Trial]:
    """The first trial of everybody who had one by a day, the oldest first."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    definition = use_definition(access)
    rows = Contract.objects.visible_to(access).filter(starts_on__lte=on)
    columns = _Contract.__dataclass_fields__
    found = (_Contract(*row) for row in rows.order_by("starts_on", "pk").values_list(*columns))
    of: dict[tuple[int | None, int | None], list[_Contract]] = {}
    for one in found:
        whose = (None, one.company_id) if one.company_id else (one.person_id, None)
        of.setdefault(whose, []).append(one)
    trials = [
        trial
        for whose, contracts in of.items()
        for trial in [_trial(definition, whose, contracts)]
        if trial is not None
    ]
    return sorted(trials, key=lambda one: (one.begun_on, one.company_id or 0, one.person_id or 0))


def _trial(
    definition: UseDefinition,
    whose: tuple[int | None, int | None],
    contracts: Iterable[_Contract],
) -> Trial | None:
    first: _Contract | None = None
    for one in contracts:
        is_free = one.amount == 0 or definition.is_trial_plan(one.plan)
        if first is None:
            if not is_free:
                return None  # they paid from the beginning
            first = one
        elif not is_free:
            return Trial(*whose, first.starts_on, _end(definition, first), one.starts_on)
    return Trial(*whose, first.starts_on, _end(definition, first), None) if first else None


def _end(definition: UseDefinition, one: _Contract) -> date:
    planned = one.starts_on + timedelta(days=definition.trial_days)
    return one.cancelled_on or one.renews_on or planned
