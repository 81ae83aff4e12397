"""Stored results: where each buyer stands, and reports."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class BuyerReading(WorkspaceModel):
    """A customer who orders, or has projects done: own rhythm, and whether they are still there."""

    kind = models.CharField(max_length=10)  # types.ReadingKind
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    times = models.PositiveIntegerField()  # days with an order, or projects
    first_on = models.DateField()
    last_on = models.DateField()
    gap_days = models.FloatField(null=True)  # own usual gap, drawn to that of all
    next_on = models.DateField(null=True)  # when the next is likely
    left_on = models.DateField(null=True)  # from when they count as gone
    is_active = models.BooleanField(default=True)
    p_alive = models.FloatField(null=True)
    value = models.DecimalField(max_digits=14, decimal_places=2, default=0)  # of twelve months
    currency = models.CharField(max_length=3, blank=True)
    as_of = models.DateField()

    objects = WorkspaceQuerySet["BuyerReading"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["workspace", "kind", "is_active", "next_on"], name="workspace_buyer_next"
            ),
            models.Index(fields=["workspace", "kind", "-value"], name="workspace_buyer_value"),
            models.Index(fields=["company", "kind"], name="buyer_reading_company"),
            models.Index(fields=["person", "kind"], name="buyer_reading_person"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.times} times, last on {self.last_on}"


class RevenueReport(WorkspaceModel):
    """A result of the night as it is shown."""

    kind = models.CharField(max_length=12)  # types.ReportKind
    as_of = models.DateField()
    body = models.JSONField(default=dict)

    objects = WorkspaceQuerySet["RevenueReport"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "kind"], name="workspace_revenue_report"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} as of {self.as_of}"
