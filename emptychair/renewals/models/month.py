"""Revenue of a month: as the data say now, and as it was published."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet
from emptychair.renewals.models.definition import RevenueDefinition


class RevenueMonth(WorkspaceModel):
    """Edition 0 is what the data say now; 1 was published first, 2 restated it, with a reason."""

    month = models.DateField()  # its first day
    currency = models.CharField(max_length=3)
    edition = models.PositiveSmallIntegerField(default=0)
    definition = models.ForeignKey(RevenueDefinition, on_delete=models.RESTRICT, related_name="+")
    starting = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    new = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    reactivation = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    expansion = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    contraction = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    lost = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    ending = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    customers_before = models.PositiveIntegerField(default=0)
    customers_new = models.PositiveIntegerField(default=0)
    customers_back = models.PositiveIntegerField(default=0)
    customers_lost = models.PositiveIntegerField(default=0)
    customers_after = models.PositiveIntegerField(default=0)
    shares = models.JSONField(default=dict)  # nrr, grr, churn over twelve months, churn of it
    checksum = models.CharField(max_length=64)  # of all figures and movements
    computed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(blank=True)  # why it was restated

    objects = WorkspaceQuerySet["RevenueMonth"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "month", "currency", "edition"], name="workspace_month_edition"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.currency}, edition {self.edition}"


class RevenueMovement(WorkspaceModel):
    """One customer whose revenue changed in a month. Who is erased leaves the amount behind."""

    revenue_month = models.ForeignKey(
        RevenueMonth, on_delete=models.CASCADE, related_name="movements"
    )
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(max_length=14)  # types.MovementKind
    before = models.DecimalField(max_digits=14, decimal_places=2)
    after = models.DecimalField(max_digits=14, decimal_places=2)
    size = models.DecimalField(max_digits=14, decimal_places=2)  # without its sign

    objects = WorkspaceQuerySet["RevenueMovement"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["workspace", "revenue_month", "kind", "-size"], name="workspace_movement"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind}: {self.before} to {self.after}"
