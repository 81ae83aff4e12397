"""Products and segments with what they bring and take; read from sums that are stored."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, F, Sum

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.errors import NotFound
from emptychair.stats import Ratio, RatioSums, ratio_of_sums
from emptychair.touch.models import CustomerTouch, TouchRule
from emptychair.touch.queries.settings import margins_of, settings_of
from emptychair.touch.rules.economics import (
    hours_carried,
    loss_of,
    margin_for,
    most_common,
    suggested_tier,
)
from emptychair.touch.types import CustomerKind, Decider, Group, GroupKey, Settings

GROUP = ("kind", "product", "segment")
SUMS = {
    "customers": Count("pk"),
    "priced": Count("price"),
    "prices": Sum("price"),
    "y": Sum("hours"),
    "x": Sum("years"),
    "yy": Sum(F("hours") * F("hours")),
    "xy": Sum(F("hours") * F("years")),
    "xx": Sum(F("years") * F("years")),
    "estimated_hours": Sum("estimated"),
    "touched": Sum("contacts"),
}
MOST_GROUPS = 400


def groups_of(access: Access) -> list[Group]:
    """Every product and segment with customers, by what they bring together; as last counted."""
    access.require(Permission.CUSTOMER_READ)
    settings, margins = settings_of(access), margins_of(access)
    rules = [one for one in rules_of(access).values() if one.sums.get("customers")]
    is_logged = any(one.sums["y"] for one in rules)
    found = [
        _group(one, margin_for(margins, one.product), settings, is_logged=is_logged)
        for one in rules
    ]
    found.sort(key=lambda one: (-(one.price or 0) * one.customers, -one.customers, one.key))
    return found[:MOST_GROUPS]


def group_with_id(access: Access, group_id: int) -> Group:
    """One of them. Raises `NotFound`, also for a group that has no customers any more."""
    found = next((one for one in groups_of(access) if one.id == group_id), None)
    if found is None:
        raise NotFound
    return found


def rules_of(access: Access) -> dict[GroupKey, TouchRule]:
    """What was chosen, by group."""
    access.require(Permission.CUSTOMER_READ)
    rows = TouchRule.objects.visible_to(access).order_by("pk")
    return {GroupKey(row.kind, row.product, row.segment): row for row in rows}


def sums_of_groups(access: Access) -> dict[GroupKey, dict[str, Any]]:
    """What the customers of each group add up to, and who decides for most of them; over all rows,
    so for whoever counts them.
    """
    access.require(Permission.CUSTOMER_READ)
    rows = CustomerTouch.objects.visible_to(access).order_by()
    counts: dict[GroupKey, dict[str, int]] = defaultdict(dict)
    for *key, decider, n in rows.values_list(*GROUP, "decider").annotate(n=Count("pk")):
        counts[GroupKey(*key)][decider] = n
    found = {}
    for row in rows.values(*GROUP).annotate(**SUMS):
        key = GroupKey(*(row.pop(name) for name in GROUP))
        at_home = key.kind == CustomerKind.PERSON
        decider = most_common(counts[key]) or (Decider.HOUSEHOLD.value if at_home else "")
        found[key] = {**row, "decider": decider}
    return found


def _group(rule: TouchRule, margin: float | None, settings: Settings, *, is_logged: bool) -> Group:
    sums = rule.sums
    decider = rule.decider or sums["decider"]
    price = sums["prices"] / sums["priced"] if sums["priced"] else None
    told = price if 2 * sums["priced"] >= sums["customers"] else None  # as `Group.has_prices`
    hours = _hours(sums) if is_logged else None
    contacts = sums["touched"] / sums["x"] if sums["x"] else 0.0
    carries = hours_carried(told, margin, contacts, settings)
    return Group(
        id=rule.pk,
        key=GroupKey(rule.kind, rule.product, rule.segment),
        customers=sums["customers"],
        priced=sums["priced"],
        price=price,
        margin=margin,
        hours=hours,
        contacts=contacts,
        estimated=sums["estimated_hours"] / sums["y"] if sums["y"] else 0.0,
        decider=decider,
        decider_is_entered=bool(rule.decider),
        tier=rule.tier,
        carries=carries,
        suggested=suggested_tier(carries, decider, settings),
        loss=loss_of(sums["customers"], told, margin, hours, contacts, settings),
    )


def _hours(row: dict[str, Any]) -> Ratio | None:
    if not row["x"]:
        return None
    if not row["y"]:  # nothing logged of any: no spread either, which would look like certainty
        return Ratio(0.0, None, None, row["customers"])
    sums = RatioSums(row["customers"], *(float(row[name]) for name in ("y", "x", "yy", "xy", "xx")))
    return ratio_of_sums(sums)
