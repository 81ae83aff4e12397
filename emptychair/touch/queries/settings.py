"""What the company said of its own work."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.once import once_a_look
from emptychair.touch.models import ProductMargin, TouchSetting
from emptychair.touch.types import Settings


@once_a_look
def settings_of(access: Access) -> Settings:
    """Costs and hours as entered."""
    access.require(Permission.CUSTOMER_READ)
    row = TouchSetting.objects.visible_to(access).first()
    if row is None:
        return Settings()
    hours = {"high": row.high_hours, "low": row.low_hours, "tech": row.tech_hours}
    whole = {tier: value for tier, value in hours.items() if value is not None}
    return Settings(
        hourly_cost=row.hourly_cost,
        contact_cost=row.contact_cost,
        service_share=row.service_share,
        hours=whole if len(whole) == len(hours) else None,
    )


def counted_at(access: Access) -> datetime | None:
    """When customers were last gone through."""
    access.require(Permission.CUSTOMER_READ)
    return TouchSetting.objects.visible_to(access).values_list("counted_at", flat=True).first()


def margins_of(access: Access) -> dict[str, float]:
    """Margins by product; that of the empty word holds for all without their own."""
    access.require(Permission.CUSTOMER_READ)
    rows = ProductMargin.objects.visible_to(access).order_by("product")
    return dict(rows.values_list("product", "margin"))
