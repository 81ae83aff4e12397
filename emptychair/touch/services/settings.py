"""Costs, hours and margins."""

from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.jobs import enqueue
from emptychair.touch.errors import CostInvalid, HoursInOrder, MarginInvalid
from emptychair.touch.models import ProductMargin, TouchSetting
from emptychair.touch.types import Settings


@transaction.atomic
def set_costs(access: Access, wanted: Settings) -> TouchSetting:
    """What an hour and a contact cost, and the hours of each tier; customers are counted anew.

    Raises `CostInvalid`, `HoursInOrder`, `MarginInvalid`.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    _check(wanted)
    rows = TouchSetting.objects.select_for_update().visible_to(access)
    row = rows.first() or TouchSetting(workspace=access.workspace)
    before = _plain(row) if row.pk else {}
    hours = wanted.hours or {}
    row.hourly_cost, row.contact_cost = wanted.hourly_cost, wanted.contact_cost
    row.service_share = wanted.service_share
    row.high_hours, row.low_hours = hours.get("high"), hours.get("low")
    row.tech_hours = hours.get("tech")
    row.save()
    record_audit(access, row, action="touch.costs_changed", before=before, after=_plain(row))
    enqueue("touch.count_customers", workspace_id=access.workspace.pk)
    return row


@transaction.atomic
def set_margin(access: Access, *, product: str, margin: float | None) -> None:
    """The margin of a product as a share; the empty product holds for all without their own, and
    None takes a margin away. Raises `MarginInvalid`.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    if margin is not None and not 0 <= margin <= 1:
        raise MarginInvalid
    rows = ProductMargin.objects.select_for_update().visible_to(access)
    row = rows.filter(product=product).first()
    before = {"product": product, "margin": row.margin} if row else {}
    if margin is None:
        if row is None:
            return
        record_audit(access, row, action="touch.margin_removed", before=before)
        row.delete()
    else:
        row = row or ProductMargin(workspace=access.workspace, product=product)
        row.margin = margin
        row.save()
        after = {"product": product, "margin": margin}
        record_audit(access, row, action="touch.margin_changed", before=before, after=after)
    enqueue("touch.count_customers", workspace_id=access.workspace.pk)


def _check(wanted: Settings) -> None:
    hours = wanted.hours or {}
    if wanted.hourly_cost is not None and wanted.hourly_cost <= 0:
        raise CostInvalid
    if wanted.contact_cost < 0 or any(one < 0 for one in hours.values()):
        raise CostInvalid
    if not 0 < wanted.service_share <= 1:
        raise MarginInvalid
    if hours and not hours["high"] > hours["low"] > hours["tech"]:
        raise HoursInOrder


def _plain(row: TouchSetting) -> dict[str, Any]:
    return {
        "hourly_cost": row.hourly_cost,
        "contact_cost": row.contact_cost,
        "service_share": row.service_share,
        "high_hours": row.high_hours,
        "low_hours": row.low_hours,
        "tech_hours": row.tech_hours,
    }
