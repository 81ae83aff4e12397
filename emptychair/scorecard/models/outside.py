"""Figures that come from elsewhere: what they are, their values, and what was corrected."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class OutsideFigure(WorkspaceModel):
    """What a figure means, who answers for it, and where its values come from."""

    key = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=10)  # metrics.figures.FigureUnit
    group = models.CharField(max_length=10)  # metrics.figures.FigureGroup
    horizon = models.CharField(max_length=10)  # metrics.figures.Horizon
    better = models.CharField(max_length=10, default="higher")
    combining = models.CharField(max_length=10, default="mean")  # types.Combining
    definition = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    team = models.ForeignKey(
        "accounts.Team", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)  # of the definition
    # the score of ours beside which a level published by others stands; empty: a row of its own
    beside = models.CharField(max_length=8, blank=True, default="", db_default="")

    objects = WorkspaceQuerySet["OutsideFigure"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "key"], name="outside_figure_once"),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class OutsideValue(WorkspaceModel):
    """The value of one month, or of one day."""

    figure = models.ForeignKey(OutsideFigure, on_delete=models.CASCADE, related_name="values")
    grain = models.CharField(max_length=5, default="month")  # types.Grain
    day = models.DateField()  # the first day of what it tells of
    value = models.FloatField()
    n = models.PositiveIntegerField(null=True)
    standard_error = models.FloatField(null=True)
    source = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_label = models.CharField(max_length=200, blank=True)  # who, where it is no user

    objects = WorkspaceQuerySet["OutsideValue"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "figure", "grain", "day"], name="outside_value_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "day"], name="outside_value_day"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.figure_id} {self.day}: {self.value}"


class OutsideCorrection(WorkspaceModel):
    """What a value was before it was corrected."""

    value = models.ForeignKey(OutsideValue, on_delete=models.CASCADE, related_name="corrections")
    was = models.FloatField()
    was_source = models.CharField(max_length=200, blank=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    corrected_label = models.CharField(max_length=200, blank=True)

    objects = WorkspaceQuerySet["OutsideCorrection"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "value", "-created_at"], name="outside_correction"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.value_id} was {self.was}"
