"""What the company says of its own work."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class TouchSetting(WorkspaceModel):
    """Costs and hours, once for a workspace; nothing here is guessed."""

    hourly_cost = models.FloatField(null=True)
    contact_cost = models.FloatField(default=0.0)
    service_share = models.FloatField(default=1.0)
    high_hours = models.FloatField(null=True)
    low_hours = models.FloatField(null=True)
    tech_hours = models.FloatField(null=True)
    counted_at = models.DateTimeField(null=True)  # when customers were last gone through

    objects = WorkspaceQuerySet["TouchSetting"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="touch_setting_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.hourly_cost} an hour"


class ProductMargin(WorkspaceModel):
    """What is left of the price of a product before anybody looks after the customer."""

    product = models.CharField(max_length=120, blank=True)  # empty: all without their own
    margin = models.FloatField()  # a share

    objects = WorkspaceQuerySet["ProductMargin"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "product"], name="product_margin_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.product}: {self.margin}"
