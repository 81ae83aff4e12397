"""What counts as recurring revenue, in versions that never change, and what a workspace chose."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class RevenueDefinition(WorkspaceModel):
    """One version. Another choice is another version; months that were published keep theirs."""

    version = models.PositiveIntegerField()
    leaves_at = models.CharField(max_length=12, default="cancelled")  # types.LeavesAt
    gap_days = models.PositiveSmallIntegerField(default=30)  # between contracts without a loss
    zero_is_gone = models.BooleanField(default=True)  # a running contract of nothing: paused
    once_months = models.PositiveSmallIntegerField(default=0)  # spread of one-off; 0: left out
    rates = models.JSONField(default=dict, blank=True)  # currency: how much of the workspace's
    buyer_gaps = models.FloatField(default=3.0)  # a buyer silent for so many own gaps has left
    commit_means = models.FloatField(default=0.9)
    likely_means = models.FloatField(default=0.7)
    risk_means = models.FloatField(default=0.4)
    reason = models.TextField(blank=True)
    defined_at = models.DateTimeField()
    defined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WorkspaceQuerySet["RevenueDefinition"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "version"], name="revenue_version_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"version {self.version}"


class RevenueSetting(WorkspaceModel):
    """How this workspace earns, and which events say that a payment failed."""

    kinds = models.JSONField(default=list, blank=True)  # types.BusinessKind; empty: as data say
    payment_events = models.JSONField(default=list, blank=True)
    computed_at = models.DateTimeField(null=True)  # when the stored results were last made

    objects = WorkspaceQuerySet["RevenueSetting"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="workspace_revenue_setting"),
        ]

    @override
    def __str__(self) -> str:
        return ", ".join(self.kinds)
