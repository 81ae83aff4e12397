"""The forecast: base rates as they are, and weeks that were frozen so that they can be judged."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class ForecastModel(WorkspaceModel):
    """The base rates of today, or why there are none; one a workspace."""

    as_of = models.DateField()
    made_at = models.DateTimeField()
    rates = models.JSONField(default=dict)  # rules/rates.py writes and reads it
    totals = models.JSONField(default=list)  # sums for 30, 60, 90 and 180 days with intervals
    decisions = models.PositiveIntegerField(default=0)  # renewals of the past it was made from

    objects = WorkspaceQuerySet["ForecastModel"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="workspace_forecast_model"),
        ]

    @override
    def __str__(self) -> str:
        return f"as of {self.as_of}"


class ForecastWeek(WorkspaceModel):
    """The forecast as it stood on a Monday."""

    week = models.DateField()
    frozen_at = models.DateTimeField()
    totals = models.JSONField(default=list)
    decisions = models.PositiveIntegerField(default=0)

    objects = WorkspaceQuerySet["ForecastWeek"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "week"], name="workspace_week_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"week of {self.week}"


class FrozenForecast(WorkspaceModel):
    """What was expected of one renewal in one week, by the model and by a member; and what came.

    Without `chance` there were too few renewals of the past to say anything.
    """

    forecast_week = models.ForeignKey(
        ForecastWeek, on_delete=models.CASCADE, related_name="forecasts"
    )
    renewal = models.ForeignKey(
        "renewals.Renewal", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_on = models.DateField()
    days_ahead = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=14, decimal_places=2)  # a year
    currency = models.CharField(max_length=3)
    chance = models.FloatField(null=True)
    call = models.CharField(max_length=10, blank=True)
    call_means = models.FloatField(null=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    stayed = models.BooleanField(null=True)  # None: not known yet
    judged_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["FrozenForecast"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["forecast_week", "renewal"], name="frozen_forecast_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "stayed", "due_on"], name="workspace_frozen_due"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.chance} for {self.due_on}"
