"""The list of renewals, made anew from contracts; what members noted stays beside each."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Contract
from emptychair.customers.queries.known_terms import KnownTerms
from emptychair.customers.rules.batches import in_batches
from emptychair.customers.rules.months import day_number, day_of_number
from emptychair.kit.storing import store_changed
from emptychair.renewals.models import Renewal
from emptychair.renewals.rules.coming import coming, fate_of
from emptychair.renewals.rules.decisions import followed
from emptychair.renewals.rules.forecaster import Coming, Forecaster
from emptychair.stats import BaseRate

MADE = (
    *("company_id", "person_id", "period", "plan", "value", "currency"),
    *("chance", "chance_low", "chance_high", "chance_n", "is_open", "cancelled_on"),
)
_SAVED = tuple(name.removesuffix("_id") for name in MADE)


def store_renewals(
    access: Access, terms: KnownTerms, forecaster: Forecaster, *, today: date, gap_days: int
) -> list[Coming]:
    """List what comes up, and close what came; what comes up."""
    access.require(Permission.CUSTOMER_READ)
    now = day_number(today)
    found = list(coming(terms.now, today=now))
    _close_others(access, terms, found, now, gap_days)
    for some in in_batches(found):
        _store(access, [(one, _chance(forecaster, one, now)) for one in some], today)
    return found


def _chance(forecaster: Forecaster, one: Coming, today: int) -> BaseRate | None:
    return None if one.terms.cancelled is not None else forecaster.chance(one, today)


@transaction.atomic
def _store(access: Access, told: Sequence[tuple[Coming, BaseRate | None]], today: date) -> None:
    """Some of them; what members note waits meanwhile, and stays. Contracts that vanished since
    they were read are left out.
    """
    ids = [one.terms.contract for one, _chance in told]
    rows, there = Renewal.objects.visible_to(access), _still_there(access, ids)
    near = rows.filter(contract__in=ids, due_on__gte=today).select_for_update()
    known = {(row.contract_id, row.due_on): row for row in near}
    made = [_filled(access, known, *each) for each in told if each[0].terms.contract in there]
    new = [row for row in made if row._state.adding]  # noqa: SLF001 - Django's public name
    Renewal.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    store_changed([row for row in made if not row._state.adding], _SAVED)  # noqa: SLF001 - the same


def _still_there(access: Access, contracts: Sequence[int]) -> set[int]:
    rows = Contract.objects.visible_to(access).filter(pk__in=contracts)
    return set(rows.values_list("pk", flat=True))


def _filled(
    access: Access,
    known: dict[tuple[int, date], Renewal],
    one: Coming,
    chance: BaseRate | None,
) -> Renewal:
    due, terms = day_of_number(one.due), one.terms
    row = known.get((terms.contract, due)) or Renewal(
        workspace=access.workspace, contract_id=terms.contract, due_on=due
    )
    row.company_id = terms.unit if terms.unit > 0 else None
    row.person_id = -terms.unit if terms.unit < 0 else None
    row.period, row.plan, row.currency = terms.period, terms.plan, terms.currency
    row.value = Decimal(str(round(one.value, 2)))
    row.chance = chance.rate if chance else None
    row.chance_low = chance.low if chance else None
    row.chance_high = chance.high if chance else None
    row.chance_n = chance.n if chance else 0
    row.cancelled_on = None if terms.cancelled is None else day_of_number(terms.cancelled)
    row.is_open = not row.is_told
    return row


def _close_others(
    access: Access, terms: KnownTerms, found: Sequence[Coming], today: int, gap_days: int
) -> None:
    """Open rows that do not come up any more: renewed, lost, or not known yet."""
    listed = {(one.terms.contract, one.due) for one in found}
    by_id = {one.contract: one for one in terms.now}
    renewed = followed(terms.now, gap_days)
    changed = []
    for row in _still_open(access):
        due = day_number(row.due_on)
        if (row.contract_id, due) in listed:
            continue
        fate = fate_of(by_id.get(row.contract_id), due, today=today, renewed=renewed)
        if (fate.stayed, fate.is_open) != (row.stayed, row.is_open):
            row.stayed, row.is_open = fate.stayed, fate.is_open
            changed.append(row)
    for some in in_batches(changed):
        _close(access, some)


@transaction.atomic
def _close(access: Access, rows: Sequence[Renewal]) -> None:
    """Unless a member told meanwhile how it ended."""
    open_ones = _still_open(access).filter(pk__in=[row.pk for row in rows]).select_for_update()
    still = set(open_ones.values_list("pk", flat=True))
    store_changed([row for row in rows if row.pk in still], ["stayed", "is_open"])


def _still_open(access: Access) -> QuerySet[Renewal]:
    rows = Renewal.objects.visible_to(access).filter(is_open=True, is_told=False)
    return rows.order_by("pk")


def forget_untouched(access: Access, *, before: date) -> int:
    """Monthly renewals of the past about which nobody said anything; how many went."""
    access.require(Permission.CUSTOMER_READ)
    rows = Renewal.objects.visible_to(access).filter(
        period="month", is_open=False, due_on__lt=before, call="", outcome="", next_step=""
    )
    gone = list(rows.order_by("pk").values_list("pk", flat=True))
    for some in in_batches(gone):
        rows.filter(pk__in=some).delete()
    return len(gone)
