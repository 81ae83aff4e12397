"""Revenue as of a day, from what was true then: later contracts and later cancellations are not
seen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from django.db.models import Max
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import CustomerEvent
from emptychair.customers.queries.known_terms import KnownTerms, known_terms
from emptychair.customers.rules.meaning import Meaning
from emptychair.customers.rules.months import day_number, day_of_number
from emptychair.customers.rules.runs import STEPS, Terms, runs_of
from emptychair.customers.rules.trials import is_trial
from emptychair.kit.periods import local_day, start_of_day
from emptychair.renewals.models import Renewal
from emptychair.renewals.queries.definition import meaning_of, setting_of
from emptychair.renewals.rules.decisions import next_due, terms_asof
from emptychair.renewals.types import Changed, Revenue

PAYMENT_DAYS = 60  # how long a failed payment is news
CHANGE_DAYS = 365


@dataclass(frozen=True, slots=True)
class RenewalState:
    """The next renewal of a company."""

    renewal_id: int
    due_on: date
    value: Decimal
    currency: str
    chance: float | None
    low: float | None
    high: float | None
    n: int
    call: str
    next_step: str
    cancelled_on: date | None


def renewal_of(access: Access, company_id: int, on: date) -> RenewalState | None:
    """The next listed renewal of a company from a day on."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return None
    rows = Renewal.objects.visible_to(access).filter(
        company=company_id, is_open=True, due_on__gte=on
    )
    row = rows.order_by("due_on", "pk").first()
    if row is None:
        return None
    return RenewalState(
        renewal_id=row.pk,
        due_on=row.due_on,
        value=row.value,
        currency=row.currency,
        chance=row.chance,
        low=row.chance_low,
        high=row.chance_high,
        n=row.chance_n,
        call=row.call,
        next_step=row.next_step,
        cancelled_on=row.cancelled_on,
    )


def revenue_asof(access: Access, on: date) -> dict[int, Revenue]:
    """What each company paid a month on a day, by id; who paid nothing is not in it."""
    return {unit: one for unit, one in _units(access, on) if unit > 0}


def people_revenue_asof(access: Access, on: date) -> dict[int, Revenue]:
    """The same for people with contracts of their own, by their ids."""
    return {-unit: one for unit, one in _units(access, on) if unit < 0}


def _units(access: Access, on: date) -> Iterator[tuple[int, Revenue]]:
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return
    terms, meaning, day = known_terms(access), meaning_of(access), day_number(on)
    is_past = on < local_day(timezone.now(), access.workspace.zone)
    standing = list(terms_asof(terms.now, terms.before, day, is_past=is_past))
    paid = _paid(standing, meaning, day)
    running = _running(standing, day, meaning.trial_words)
    failed = _failed(access, on)
    changed = _changes(terms, meaning, day)
    for unit, (amount, currency) in paid.items():
        own = running.get(unit, [])
        dues = [due for one in own if (due := next_due(one, day)) is not None]
        seats = [one.seats for one in own if one.seats is not None]
        largest = max(own, key=lambda one: (one.amount, one.contract), default=None)
        yield (
            unit,
            Revenue(
                mrr=_money(amount),
                currency=currency,
                seats=sum(seats) if seats else None,
                plan=largest.plan if largest else "",
                since=day_of_number(min((one.starts for one in own), default=day)),
                renews_on=day_of_number(min(dues)) if dues else None,
                payment_failed_on=failed.get(unit),
                changes=tuple(changed.get(unit, ())),
            ),
        )


def _paid(standing: Sequence[Terms], meaning: Meaning, day: int) -> dict[int, tuple[float, str]]:
    """Of each customer the amount in the currency in which it is largest."""
    runs = runs_of(standing, (), meaning)
    amounts, there = runs.paid_on(day)
    found: dict[int, tuple[float, str]] = {}
    for at in there.nonzero()[0]:
        unit, amount = int(runs.units[at]), float(amounts[at])
        if unit not in found or amount > found[unit][0]:
            found[unit] = (amount, str(runs.currencies[at]))
    return found


def _running(standing: Sequence[Terms], day: int, words: tuple[str, ...]) -> dict[int, list[Terms]]:
    found: dict[int, list[Terms]] = {}
    for one in standing:
        if is_trial(one.amount, one.plan, words):
            continue
        if one.starts <= day and (one.cancelled is None or one.cancelled > day):
            found.setdefault(one.unit, []).append(one)
    return found


def _changes(terms: KnownTerms, meaning: Meaning, day: int) -> dict[int, list[Changed]]:
    """Changes of the monthly amount in the year before, oldest first."""
    old: dict[int, list[Terms]] = {}
    for one in terms.before:
        old.setdefault(one.contract, []).append(one)
    found: dict[int, list[Changed]] = {}
    for one in terms.now:
        rows = [*sorted(old.get(one.contract, ()), key=lambda each: each.until), one]
        for before, after in pairwise(rows):
            if is_trial(before.amount, before.plan, meaning.trial_words):
                continue  # who comes to pay is new, and has not grown
            if day - CHANGE_DAYS < before.until <= day and before.amount != after.amount:
                two = (_money(_monthly(each, meaning)) for each in (before, after))
                found.setdefault(one.unit, []).append(Changed(day_of_number(before.until), *two))
    return {unit: sorted(rows, key=lambda each: each.changed_on) for unit, rows in found.items()}


def _monthly(one: Terms, meaning: Meaning) -> float:
    rate, _currency = meaning.rate(one.currency)
    return one.amount * rate / (STEPS.get(one.period) or meaning.once_months or 1)


def _failed(access: Access, on: date) -> dict[int, date]:
    """The last failed payment of each customer, by company, else by person."""
    zone = access.workspace.zone
    first, end = on - timedelta(days=PAYMENT_DAYS), on + timedelta(days=1)
    rows = CustomerEvent.objects.visible_to(access).filter(
        name__in=setting_of(access).payment_events,
        occurred_at__gte=start_of_day(first, zone),
        occurred_at__lt=start_of_day(end, zone),
    )
    told = rows.values("company_id", "person_id").annotate(last=Max("occurred_at")).order_by()
    found: dict[int, date] = {}
    for company_id, person_id, last in told.values_list("company_id", "person_id", "last"):
        unit = company_id or (-person_id if person_id else 0)
        day = local_day(last, zone)
        found[unit] = max(found.get(unit, day), day)
    return found


def _money(value: float) -> Decimal:
    return Decimal(str(round(value, 2)))
