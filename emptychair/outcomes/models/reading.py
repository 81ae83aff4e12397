"""The ledger of a KPI. Rows are added; a correction takes the place of a row and keeps it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Reading(WorkspaceModel):
    """The value of one day, as it was known from `recorded_at` until it was superseded.

    `external_id` makes arrival idempotent: of the rows that stand, one has it.
    """

    kpi = models.ForeignKey("outcomes.Kpi", on_delete=models.CASCADE, related_name="readings")
    value = models.FloatField()
    day = models.DateField()
    source = models.CharField(max_length=10)  # types.Source
    note = models.CharField(max_length=500, blank=True)
    external_id = models.CharField(max_length=160, blank=True)
    recorded_at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_label = models.CharField(max_length=200, blank=True)
    told_by = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="corrected_by"
    )
    superseded_at = models.DateTimeField(null=True)
    superseded_reason = models.CharField(max_length=300, blank=True)

    objects = WorkspaceQuerySet["Reading"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "kpi", "external_id"],
                condition=~models.Q(external_id="") & models.Q(superseded_at=None),
                name="kpi_reading_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "kpi", "-day", "-id"], name="kpi_reading_newest"),
            models.Index(fields=["workspace", "day", "recorded_at"], name="kpi_reading_known"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kpi_id} {self.day}: {self.value}"
