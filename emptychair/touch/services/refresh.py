"""Going through all customers: what they bring, take, and how they are looked after."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import TypeAlias, TypeVar

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import local_day
from emptychair.kit.storing import store_changed
from emptychair.touch.models import CustomerTouch, TouchOverride, TouchRule, TouchSetting
from emptychair.touch.queries.facts import Facts, facts_of_customers
from emptychair.touch.queries.groups import rules_of, sums_of_groups
from emptychair.touch.queries.settings import margins_of, settings_of
from emptychair.touch.rules.economics import customer_cost, margin_for
from emptychair.touch.types import CustomerKind, GroupKey, Settings

AT_ONCE = 2_000
CHANGED = (
    "kind", "product", "segment", "decider", "owner_id", "price", "years", "hours", "estimated",
    "contacts", "cost", "left", "tier", "is_overridden",
)  # fmt: skip
_Key: TypeAlias = tuple[str, int]
Row = TypeVar("Row")


def refresh_touch(access: Access, *, now: datetime) -> int:
    """Count every customer anew and store what changed; how many customers there are.

    Small writes, so that nobody waits long; twice at once ends the same.
    """
    access.require(Permission.CUSTOMER_WRITE)
    today = local_day(now, access.workspace.zone)
    wanted = _Making(access)
    facts = facts_of_customers(access, today=today)
    known = _known(access)
    fresh: list[CustomerTouch] = []
    changed: list[CustomerTouch] = []
    for one in facts:
        row = known.pop((one.kind, one.id), None)
        if row is None:
            fresh.append(wanted.row(one, CustomerTouch(workspace=access.workspace)))
        elif _plain(row) != _plain(wanted.row(one, row)):
            changed.append(row)
    _store(fresh, changed)
    for ids in _batches([row.pk for row in known.values()]):
        CustomerTouch.objects.visible_to(access).filter(pk__in=ids).delete()
    _sum_groups(access)
    _note_when(access, now)
    return len(facts)


class _Making:
    """What is needed to fill a row, read once."""

    def __init__(self, access: Access) -> None:
        self._settings: Settings = settings_of(access)
        self._margins = margins_of(access)
        self._rules = {key: rule.tier for key, rule in rules_of(access).items()}
        self._overrides = _overridden(access)

    def row(self, one: Facts, row: CustomerTouch) -> CustomerTouch:
        """The row with what is known now."""
        is_company = one.kind == CustomerKind.COMPANY
        row.company_id, row.person_id = (one.id, None) if is_company else (None, one.id)
        row.kind, row.product, row.segment = one.kind, one.product, one.segment
        row.decider, row.owner_id = one.decider, one.owner_id
        row.price, row.years = one.price, one.years
        row.hours, row.estimated, row.contacts = one.hours, one.estimated, one.contacts
        row.cost = customer_cost(one.hours, one.contacts, one.years, self._settings)
        margin = margin_for(self._margins, one.product)
        row.left = None
        if one.price is not None and margin is not None and row.cost is not None:
            row.left = one.price * margin - row.cost
        override = self._overrides.get((one.kind, one.id), "")
        row.tier = override or self._rules.get(GroupKey(one.kind, one.product, one.segment), "")
        row.is_overridden = bool(override)
        return row


def _overridden(access: Access) -> dict[_Key, str]:
    rows = TouchOverride.objects.visible_to(access).values_list("company_id", "person_id", "tier")
    return {
        ("company", company) if company else ("person", person or 0): tier
        for company, person, tier in rows
    }


def _known(access: Access) -> dict[_Key, CustomerTouch]:
    rows = CustomerTouch.objects.visible_to(access).order_by("pk")
    return {
        ("company", row.company_id) if row.company_id else ("person", row.person_id or 0): row
        for row in rows.iterator()
    }


def _sum_groups(access: Access) -> None:
    """Every group has a rule with what its customers add up to; one without customers has none."""
    sums, rules = sums_of_groups(access), rules_of(access)
    fresh = [
        TouchRule(
            workspace=access.workspace,
            kind=key.kind,
            product=key.product,
            segment=key.segment,
            sums=sums[key],
        )
        for key in sorted(set(sums) - set(rules))
    ]
    TouchRule.objects.bulk_create(fresh, ignore_conflicts=True)
    changed = [rule for key, rule in rules.items() if rule.sums != sums.get(key, {})]
    for rule in changed:
        rule.sums = sums.get(GroupKey(rule.kind, rule.product, rule.segment), {})
    TouchRule.objects.bulk_update(changed, ["sums"], batch_size=500)


def _plain(row: CustomerTouch) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in CHANGED)


def _store(fresh: Sequence[CustomerTouch], changed: Sequence[CustomerTouch]) -> None:
    for some in _batches(fresh):
        CustomerTouch.objects.bulk_create(some, ignore_conflicts=True)
    for some in _batches(changed):
        with transaction.atomic():
            store_changed(some, CHANGED)


def _note_when(access: Access, now: datetime) -> None:
    with transaction.atomic():
        row, _new = TouchSetting.objects.get_or_create(workspace=access.workspace)
        row.counted_at = now
        row.save(update_fields=["counted_at", "changed_at"])


def _batches(rows: Iterable[Row]) -> Iterable[list[Row]]:
    each = iter(rows)
    while some := list(islice(each, AT_ONCE)):
        yield some
